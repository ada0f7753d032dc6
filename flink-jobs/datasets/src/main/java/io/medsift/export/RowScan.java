package io.medsift.export;

import io.medsift.export.RowMapping.MappedRows;
import io.medsift.export.files.ExportWorkers;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.RowSource;
import io.medsift.export.rows.RowSource.RawRow;
import io.medsift.export.rows.RowSource.RowVisitor;
import io.medsift.export.rows.RowSource.SourceProgress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;

/**
 * Scans sources: one thread reads, workers map what it has read in batches, and the selection sees
 * all in the order of the source, however long a worker took.
 */
final class RowScan {
  private static final int BATCH_BYTES = 1 << 20;

  private final ExportWorkers workers;
  private final RowMapping mapping;
  private final RowSelection selection;

  RowScan(ExportWorkers workers, RowMapping mapping, RowSelection selection) {
    this.workers = workers;
    this.mapping = mapping;
    this.selection = selection;
  }

  /** Scans a source from where the last export ended. */
  SourceProgress scan(RowSource source, SourceProgress previous)
      throws IOException, InterruptedException, ExportException {
    Batches batches = new Batches(source);
    SourceProgress progress = source.scan(previous, batches);
    batches.finish();
    return progress;
  }

  private final class Batches implements RowVisitor {
    private final RowSource source;
    private final Queue<Future<MappedRows>> underWay = new ArrayDeque<>();
    private List<RawRow> batch = new ArrayList<>();
    private long bytes;

    Batches(RowSource source) {
      this.source = source;
    }

    @Override
    public void visit(RawRow row) throws IOException, InterruptedException, ExportException {
      batch.add(row);
      bytes += row.json().length;
      if (bytes >= BATCH_BYTES) {
        submit();
      }
    }

    private void submit() throws IOException, InterruptedException, ExportException {
      List<RawRow> rows = batch;
      underWay.add(workers.submit(() -> mapping.map(source, rows)));
      batch = new ArrayList<>();
      bytes = 0;
      while (underWay.size() > 2 * workers.threads()) {
        take();
      }
    }

    private void take() throws IOException, InterruptedException, ExportException {
      selection.add(ExportWorkers.await(underWay.remove()));
    }

    void finish() throws IOException, InterruptedException, ExportException {
      if (!batch.isEmpty()) {
        submit();
      }
      while (!underWay.isEmpty()) {
        take();
      }
    }
  }
}
