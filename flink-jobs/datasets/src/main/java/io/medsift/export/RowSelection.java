package io.medsift.export;

import io.medsift.codec.PublishedRow;
import io.medsift.export.DatasetExport.ExportListener;
import io.medsift.export.RowMapping.MappedRows;
import io.medsift.export.RowMapping.MappedRows.MappedRow;
import io.medsift.export.card.DatasetStatistics;
import io.medsift.export.card.DatasetStatistics.LeftOut;
import io.medsift.export.files.ExportKind;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.ExportedPositions;
import io.medsift.export.rows.IndexedRow;
import io.medsift.export.rows.IndexedRow.SamplePartition;
import io.medsift.export.rows.RowStore;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the rows of an export, counts them, puts their values into a store, and remembers where
 * they lie: about 50 bytes of memory a row.
 */
final class RowSelection {
  private final ExportRequest request;
  private final ExportedPositions exported;
  private final RevisedRows revised;
  private final DatasetStatistics statistics;
  private final RowStore store;
  private final ExportListener listener;
  private final FilterCheck filters = new FilterCheck();
  private final Map<ExportKind, List<IndexedRow>> rows = new EnumMap<>(ExportKind.class);
  private final Map<SamplePartition, SamplePartition> partitions = new HashMap<>();
  private final RefusedRecords refused = new RefusedRecords();
  private long read;

  /**
   * Creates an empty selection.
   *
   * @param exported positions that were exported before; those that are chosen are added
   * @param revised by which rows do not count
   * @param statistics counts what is chosen and what is left out
   */
  RowSelection(
      ExportRequest request,
      ExportedPositions exported,
      RevisedRows revised,
      DatasetStatistics statistics,
      RowStore store,
      ExportListener listener) {
    this.request = request;
    this.exported = exported;
    this.revised = revised;
    this.statistics = statistics;
    this.store = store;
    this.listener = listener;
  }

  /** Chooses among rows, which come in the order of their source. */
  void add(MappedRows read) throws IOException {
    for (MappedRow row : read.rows()) {
      filters.add(row.kind(), row.row());
      LeftOut reason = leftOut(read.decision(), row);
      if (reason == null) {
        statistics.add(read.decision(), row.row());
        keep(row, store.append(read.values().slice(row.start(), row.length())));
      } else {
        statistics.leaveOut(reason);
      }
    }
    read.refused().forEach(refused::add);
    this.read += read.rows().size();
    listener.read(read.rows().size() + read.refused().size());
  }

  /**
   * Returns the records that are not rows.
   *
   * @throws ExportException if nothing was a row, so that something else is there than was meant
   */
  RefusedRecords refused() throws ExportException {
    if (read == 0 && refused.count() > 0) {
      throw refused.first();
    }
    return refused;
  }

  private LeftOut leftOut(Decision decision, MappedRow mapped) {
    PublishedRow row = mapped.row();
    if (request.recipe() != null
        && !request.recipe().hash().equals(row.verdict().recipe().hash())) {
      return LeftOut.RECIPE;
    }
    if (!request.licenses().keeps(row.sample().license())) {
      return LeftOut.LICENSE;
    }
    if (request.passRates() != null && !request.passRates().keeps(mapped.kind(), row)) {
      return LeftOut.PASS_RATE;
    }
    if (!revised.counts(decision, row.verdict().position())) {
      return LeftOut.REVISED;
    }
    return exported.add(decision, row.verdict().position()) ? null : LeftOut.REPEATED;
  }

  private void keep(MappedRow row, long start) {
    Position position = row.row().verdict().position();
    SamplePartition partition = new SamplePartition(position.topic(), position.partition());
    rows.computeIfAbsent(row.kind(), none -> new ArrayList<>())
        .add(
            new IndexedRow(
                partitions.computeIfAbsent(partition, same -> same),
                position.offset(),
                row.row().verdict().timestamp(),
                start,
                row.length(),
                row.sourceLength()));
  }

  /**
   * Checks that the rows have what the filters name.
   *
   * @throws UnknownValueException if they do not
   */
  void requireKnownFilters() throws UnknownValueException {
    long chosen = rows.values().stream().mapToLong(List::size).sum();
    filters.require(request.licenses(), request.recipe(), chosen);
    filters.require(request.passRates());
    filters.require(request.contamination().index());
    filters.require(request.contamination().measurement());
  }

  /** The chosen rows of a kind, in the order in which they were read. */
  List<IndexedRow> rows(ExportKind kind) {
    return rows.getOrDefault(kind, List.of());
  }
}
