package io.medsift.export;

import io.medsift.export.card.DatasetStatistics;
import io.medsift.export.directory.Manifest;
import io.medsift.export.files.Shard;
import java.util.List;

/**
 * What an export did.
 *
 * @param added shards that it wrote; none where nothing was new
 * @param leftOut rows that it read and did not write, by reason
 * @param refused what it read and is no curated row
 * @param manifest of the folder now
 */
public record ExportOutcome(
    List<Shard> added, DatasetStatistics leftOut, RefusedRecords refused, Manifest manifest) {
  public ExportOutcome {
    added = List.copyOf(added);
  }

  /** Rows that it wrote. */
  public long rows() {
    return added.stream().mapToLong(Shard::rows).sum();
  }
}
