package io.medsift.export.files;

import io.medsift.export.rows.IndexedRow;
import java.util.List;

/**
 * A file to write.
 *
 * @param number among the shards of its kind
 * @param rows in order
 */
public record ShardPlan(ExportKind kind, int number, List<IndexedRow> rows) {}
