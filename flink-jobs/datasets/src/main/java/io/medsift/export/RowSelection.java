package io.medsift.export;

import io.medsift.codec.RowHead;
import io.medsift.export.columns.RowKind;
import io.medsift.export.rows.ExportedPositions;
import io.medsift.export.rows.IndexedRow;
import io.medsift.export.rows.RowVisitor;
import io.medsift.export.rows.SamplePartition;
import io.medsift.export.statistics.DatasetStatistics;
import io.medsift.export.statistics.DatasetStatistics.LeftOut;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses the rows of an export and remembers where they lie: about 50 bytes of memory a row. */
final class RowSelection {
  private static final int REPORT_EVERY = 1_000;

  private final ExportRequest request;
  private final ExportedPositions exported;
  private final DatasetStatistics statistics;
  private final ExportListener listener;
  private final Map<RowKind, List<IndexedRow>> rows = new EnumMap<>(RowKind.class);
  private final Map<SamplePartition, SamplePartition> partitions = new HashMap<>();
  private long read;

  /**
   * Nothing is chosen.
   *
   * @param exported positions that were exported before; those that are chosen are added
   * @param statistics counts what is left out
   */
  RowSelection(
      ExportRequest request,
      ExportedPositions exported,
      DatasetStatistics statistics,
      ExportListener listener) {
    this.request = request;
    this.exported = exported;
    this.statistics = statistics;
    this.listener = listener;
  }

  /** Chooses among the rows on which was decided so. */
  RowVisitor visitor(Decision decision) {
    return (row, start) -> visit(decision, row, start);
  }

  private void visit(Decision decision, byte[] row, long start) throws IOException {
    RowHead head = RowHead.read(row);
    if (++read % REPORT_EVERY == 0) {
      listener.read(REPORT_EVERY);
    }
    LeftOut reason = leftOut(decision, head);
    if (reason != null) {
      statistics.leaveOut(reason);
      return;
    }
    Position position = head.position();
    SamplePartition partition = new SamplePartition(position.topic(), position.partition());
    RowKind kind = request.columns().kind(decision, head.track());
    rows.computeIfAbsent(kind, none -> new ArrayList<>())
        .add(
            new IndexedRow(
                kind,
                partitions.computeIfAbsent(partition, same -> same),
                position.offset(),
                head.timestamp(),
                start,
                row.length));
  }

  private LeftOut leftOut(Decision decision, RowHead head) {
    if (request.recipe() != null && !request.recipe().hash().equals(head.recipe().hash())) {
      return LeftOut.RECIPE;
    }
    if (!request.licenses().keeps(head.license())) {
      return LeftOut.LICENSE;
    }
    return exported.add(decision, head.position()) ? null : LeftOut.REPEATED;
  }

  /** The chosen rows of a kind, in the order in which they were read. */
  List<IndexedRow> rows(RowKind kind) {
    return rows.getOrDefault(kind, List.of());
  }
}
