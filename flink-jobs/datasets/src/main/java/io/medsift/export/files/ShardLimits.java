package io.medsift.export.files;

import io.medsift.export.rows.IndexedRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits at which a shard is full, whichever is reached first.
 *
 * @param rows most rows of a shard
 * @param bytes most bytes of a shard, measured on the rows as they are in the source; a shard has
 *     at least one row
 */
public record ShardLimits(long rows, long bytes) {
  public ShardLimits {
    if (rows < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "limits of a shard must be positive, got " + rows + " rows and " + bytes + " bytes");
    }
  }

  /** Cuts rows into shards, in their order. */
  public List<List<IndexedRow>> cut(List<IndexedRow> sorted) {
    List<List<IndexedRow>> shards = new ArrayList<>();
    int start = 0;
    long size = 0;
    for (int i = 0; i < sorted.size(); i++) {
      long length = sorted.get(i).sourceLength();
      if (i > start && (i - start >= rows || size + length > bytes)) {
        shards.add(sorted.subList(start, i));
        start = i;
        size = 0;
      }
      size += length;
    }
    if (start < sorted.size()) {
      shards.add(sorted.subList(start, sorted.size()));
    }
    return shards;
  }
}
