package io.medsift.curation.deduplicate;

import io.medsift.curation.CurationJob;
import io.medsift.recipe.DeduplicationSettings;
import io.medsift.recipe.DeduplicationSettings.DeduplicationScope;

/** Plans of the published numbers, but for what a test is about. */
final class Plans {
  private Plans() {}

  static DeduplicationPlan withShards(int shards) {
    return plan(32, shards);
  }

  static DeduplicationPlan withCap(int cap) {
    return plan(cap, 1);
  }

  private static DeduplicationPlan plan(int cap, int shards) {
    DeduplicationSettings settings =
        new DeduplicationSettings(DeduplicationScope.GLOBAL, 4, 0.7, 26, 5, cap, shards, 1);
    return new DeduplicationPlan(settings, CurationJob.MAX_PARALLELISM);
  }
}
