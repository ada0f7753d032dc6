package io.medsift.centroids.embed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads the files that are named to it, and drops prompts of parts that are finished. */
final class ReadFunction extends ProcessFunction<String, PromptRow> {
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
  public void processElement(String file, Context context, Collector<PromptRow> out)
      throws Exception {
    Path path = Path.of(file);
    try {
      RowFile.read(
          path,
          (row, line) -> {
            rows.inc();
            PromptRow prompt = parser.parse(row, path + " line " + line);
            if (prompt != null && !finished.get(prompt.part())) {
              out.collect(prompt);
            }
          });
    } catch (IOException e) {
      throw new SuppressRestartsException(e);
    }
  }
}
