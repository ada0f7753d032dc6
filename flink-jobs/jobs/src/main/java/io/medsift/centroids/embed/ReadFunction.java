package io.medsift.centroids.embed;

import io.medsift.centroids.embed.EmbeddingInput.InputFile;
import io.medsift.rows.ReadRow;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import io.medsift.rows.RowLimits;
import io.medsift.rows.RowReader;
import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads the files that are named to it, and drops prompts of parts that are finished. */
final class ReadFunction extends ProcessFunction<InputFile, PromptRow> {
  private static final long serialVersionUID = 1L;

  private final PromptParser parser;
  private final BitSet finished;
  private transient Counter rows;

  ReadFunction(PromptParser parser, BitSet finished) {
    this.parser = parser;
    this.finished = finished;
  }

  @Override
  public void open(OpenContext context) {
    rows = getRuntimeContext().getMetricGroup().counter(EmbeddingJob.ROWS_READ);
  }

  @Override
  public void processElement(InputFile file, Context context, Collector<PromptRow> out)
      throws Exception {
    try (RowReader reader = file.rowFile().open(RowLimits.DEFAULT)) {
      for (ReadRow row = reader.next(); row != null; row = reader.next()) {
        rows.inc();
        PromptRow prompt = prompt(row);
        if (prompt != null && !finished.get(prompt.part())) {
          out.collect(prompt);
        }
      }
    } catch (IOException e) {
      throw new SuppressRestartsException(e);
    }
  }

  private PromptRow prompt(ReadRow row) throws IOException {
    if (row instanceof MalformedRow malformed) {
      throw new IOException(row.file() + ": " + malformed.problem());
    }
    return parser.of(
        ((FileRow) row).columns(),
        String.format(Locale.ROOT, "%s row %,d", row.file(), row.number() + 1));
  }
}
