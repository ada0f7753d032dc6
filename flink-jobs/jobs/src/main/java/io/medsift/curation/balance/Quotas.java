package io.medsift.curation.balance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.curation.balance.QuotaCount.Full;
import io.medsift.curation.balance.QuotaCount.Holder;
import io.medsift.recipe.BalanceSettings;
import io.medsift.recipe.BalanceSettings.Quota;
import io.medsift.storage.Sha256;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which samples stay, one after the other in their order. A sample is kept if every limit
 * leaves room for it, and then counts for all of them; one that is rejected counts for none.
 *
 * <p>A sample that was decided before is not counted again. What became of it follows from where in
 * the order the counts were full, so nothing is kept of single samples that come in order.
 */
final class Quotas {
  private static final int KEY_LENGTH = 200;

  private final BalanceSettings settings;
  private final String centroids;
  private final Set<Quota> always;
  private final Counts counts;

  /** The counts, by key. */
  interface Counts {
    /** The count of a key, null where there is none. */
    QuotaCount get(String key) throws Exception;

    /** Sets it. */
    void put(String key, QuotaCount count) throws Exception;
  }

  /**
   * Decides by the limits of a recipe.
   *
   * @param centroids fingerprint of those that give clusters their numbers; null where none do
   * @param always by what samples have been counted since the first one
   */
  Quotas(BalanceSettings settings, String centroids, Set<Quota> always, Counts counts) {
    this.settings = settings;
    this.centroids = centroids;
    this.always = always;
    this.counts = counts;
  }

  /** Decides on the next sample in the order. */
  QuotaDecision next(QuotaRequest sample) throws Exception {
    Map<Quota, QuotaCount> found = new EnumMap<>(Quota.class);
    QuotaDecision rejected = null;
    for (Quota quota : Quota.values()) {
      if (!isCounted(sample, quota)) {
        continue;
      }
      String key = key(sample, quota);
      QuotaCount before = count(key);
      QuotaCount now = before.at(sample.order(), settings.limit(quota, sample.value(quota)));
      if (!now.equals(before)) {
        counts.put(key, now);
      }
      if (rejected == null && now.open() != null) {
        rejected = QuotaDecision.reject(sample, quota, now.first(), now.open());
      }
      found.put(quota, now);
    }
    if (rejected != null) {
      return rejected;
    }
    return keep(sample, found);
  }

  /**
   * Decides on a sample that comes after others which follow it in the order. When counts were full
   * is known of samples in order alone, so what is said has to be remembered.
   */
  QuotaDecision behind(QuotaRequest sample) throws Exception {
    Map<Quota, QuotaCount> found = new EnumMap<>(Quota.class);
    for (Quota quota : Quota.values()) {
      if (!isCounted(sample, quota)) {
        continue;
      }
      QuotaCount count = count(key(sample, quota));
      Integer limit = settings.limit(quota, sample.value(quota));
      if (limit != null && count.kept() >= limit) {
        Full full = new Full(limit, count.kept(), count.last(), null);
        return QuotaDecision.reject(sample, quota, count.first(), full);
      }
      found.put(quota, count);
    }
    return keep(sample, found);
  }

  private QuotaDecision keep(QuotaRequest sample, Map<Quota, QuotaCount> found) throws Exception {
    Holder holder = new Holder(sample.order(), sample.id());
    for (Map.Entry<Quota, QuotaCount> count : found.entrySet()) {
      counts.put(key(sample, count.getKey()), count.getValue().with(holder));
    }
    return QuotaDecision.keep(sample.rank().position());
  }

  /**
   * Decides on a sample as it was decided before.
   *
   * @return empty where it cannot have been: another gate had rejected it, by another recipe
   */
  Optional<QuotaDecision> again(QuotaRequest sample) throws Exception {
    boolean unknown = false;
    for (Quota quota : Quota.values()) {
      QuotaCount count = isCounted(sample, quota) ? counts.get(key(sample, quota)) : null;
      Full full = count == null ? null : count.at(sample.order());
      if (full != null) {
        return Optional.of(QuotaDecision.reject(sample, quota, count.first(), full));
      }
      unknown |= hasNeverCounted(sample, quota, count);
    }
    return unknown ? Optional.empty() : Optional.of(QuotaDecision.keep(sample.rank().position()));
  }

  /** Said of prompts and sources alone, which no artifact gives to a sample. */
  private boolean hasNeverCounted(QuotaRequest sample, Quota quota, QuotaCount count) {
    return (quota == Quota.PROMPT || quota == Quota.SOURCE)
        && sample.value(quota) != null
        && always.contains(quota)
        && (count == null || count.lacks(sample.order()));
  }

  private boolean isCounted(QuotaRequest sample, Quota quota) {
    return sample.value(quota) != null && settings.counts(quota);
  }

  private QuotaCount count(String key) throws Exception {
    QuotaCount stored = counts.get(key);
    return stored == null ? QuotaCount.EMPTY : stored;
  }

  private String key(QuotaRequest sample, Quota quota) {
    String value = sample.value(quota);
    if (quota == Quota.CLUSTER && centroids != null) {
      // A number is another cluster with other centroids.
      value = centroids + ':' + value;
    }
    return quota.wireName()
        + '/'
        + sample.track()
        + '/'
        + (value.length() > KEY_LENGTH ? Sha256.of(value.getBytes(UTF_8)) : value);
  }
}
