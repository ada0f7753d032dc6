package io.medsift.export.shards;

import io.medsift.export.columns.RowKind;
import io.medsift.export.rows.IndexedRow;
import java.util.List;

/**
 * A file to write.
 *
 * @param number among the shards of its kind
 * @param rows in order
 */
public record ShardPlan(RowKind kind, int number, List<IndexedRow> rows) {}
