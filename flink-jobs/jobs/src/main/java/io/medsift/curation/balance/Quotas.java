package io.medsift.curation.balance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.curation.balance.QuotaCount.Full;
import io.medsift.curation.balance.QuotaCount.Holder;
import io.medsift.recipe.BalanceSettings;
import io.medsift.recipe.BalanceSettings.Quota;
import io.medsift.storage.Sha256;
import java.util.EnumMap;
import java.util.Map;

/**
 * Decides which samples stay, one after the other in their order. A sample is kept if every limit
 * leaves room for it, and then counts for all of them; one that is rejected counts for none.
 *
 * <p>A sample that was decided before is not counted again. What became of it follows from where in
 * the order the counts were full, so nothing is kept of single samples.
 */
final class Quotas {
  private static final int KEY_LENGTH = 200;

  private final BalanceSettings settings;
  private final Counts counts;

  /** The counts, by key. */
  interface Counts {
    /** The count of a key, null where there is none. */
    QuotaCount get(String key) throws Exception;

    /** Sets it. */
    void put(String key, QuotaCount count) throws Exception;
  }

  Quotas(BalanceSettings settings, Counts counts) {
    this.settings = settings;
    this.counts = counts;
  }

  /** Decides on the next sample. */
  QuotaDecision next(QuotaRequest sample) throws Exception {
    Map<Quota, QuotaCount> found = new EnumMap<>(Quota.class);
    QuotaDecision rejected = null;
    for (Quota quota : Quota.values()) {
      String value = sample.value(quota);
      if (value == null || !settings.counts(quota)) {
        continue;
      }
      String key = key(sample, quota);
      QuotaCount stored = counts.get(key);
      QuotaCount before = stored == null ? QuotaCount.EMPTY : stored;
      QuotaCount now = before.at(sample.order(), settings.limit(quota, value));
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
    Holder holder = new Holder(sample.order(), sample.id());
    for (Map.Entry<Quota, QuotaCount> count : found.entrySet()) {
      counts.put(key(sample, count.getKey()), count.getValue().with(holder));
    }
    return QuotaDecision.keep(sample.rank().position());
  }

  /** Decides on a sample as it was decided before. */
  QuotaDecision again(QuotaRequest sample) throws Exception {
    for (Quota quota : Quota.values()) {
      QuotaCount count =
          sample.value(quota) == null || !settings.counts(quota)
              ? null
              : counts.get(key(sample, quota));
      Full full = count == null ? null : count.at(sample.order());
      if (full != null) {
        return QuotaDecision.reject(sample, quota, count.first(), full);
      }
    }
    return QuotaDecision.keep(sample.rank().position());
  }

  private static String key(QuotaRequest sample, Quota quota) {
    String value = sample.value(quota);
    return quota.wireName()
        + '/'
        + sample.track()
        + '/'
        + (value.length() > KEY_LENGTH ? Sha256.of(value.getBytes(UTF_8)) : value);
  }
}
