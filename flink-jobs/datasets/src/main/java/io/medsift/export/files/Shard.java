package io.medsift.export.files;

/**
 * A file of rows; part of the manifest.
 *
 * @param file path from the folder
 * @param number among the shards of its kind, from 0
 * @param valueBytes size of the values without the file's encoding
 * @param export the export that wrote it, from 1
 */
public record Shard(
    String file,
    ExportKind kind,
    int number,
    long rows,
    long bytes,
    long valueBytes,
    String sha256,
    int export) {

  /** Returns this shard under another path. */
  public Shard at(String path) {
    return new Shard(path, kind, number, rows, bytes, valueBytes, sha256, export);
  }
}
