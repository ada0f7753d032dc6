package io.medsift.curation.deduplicate;

import io.medsift.minhash.SignatureScheme;
import io.medsift.recipe.DeduplicationSettings;
import io.medsift.recipe.DeduplicationSettings.DeduplicationScope;
import java.io.Serializable;
import java.util.Locale;

/**
 * The settings of the gate as its operators use them.
 *
 * @param maxParallelism of the job, fixed for the life of its state
 */
public record DeduplicationPlan(DeduplicationSettings settings, int maxParallelism)
    implements Serializable {

  /** Parameters of the signatures of responses. */
  public SignatureScheme scheme() {
    return new SignatureScheme(
        settings.ngram(),
        settings.bands(),
        settings.rows(),
        settings.seed(),
        settings.tokenizerVersion());
  }

  /** The shards of state and work. */
  public Shards shards() {
    return new Shards(settings.shards(), maxParallelism);
  }

  /** Returns whether only responses to the same prompt are compared. */
  public boolean withinPrompt() {
    return settings.scope() == DeduplicationScope.PROMPT;
  }

  /** Names everything that state written by these operators depends on. */
  public String fingerprint() {
    return String.format(
        Locale.ROOT,
        "%s/scope=%s/jaccard=%s/cap=%d/shards=%d/max-parallelism=%d",
        scheme().fingerprint(),
        settings.scope().wireName(),
        settings.jaccard(),
        settings.bucketCap(),
        settings.shards(),
        maxParallelism);
  }
}
