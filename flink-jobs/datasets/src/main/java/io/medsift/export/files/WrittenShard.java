package io.medsift.export.files;

/**
 * A file that was written.
 *
 * @param bytes of the file
 * @param valueBytes size of its values without the file's encoding
 */
public record WrittenShard(ShardPlan plan, long bytes, long valueBytes, String sha256) {

  /** The shard as the manifest has it, before it has its name. */
  public Shard inManifest(int export) {
    return new Shard(
        "", plan.kind(), plan.number(), plan.rows().size(), bytes, valueBytes, sha256, export);
  }
}
