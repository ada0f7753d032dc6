package io.medsift.cli.input;

import io.medsift.cli.ingest.IngestLine;
import io.medsift.cli.ingest.IngestSummary;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.ingest.FileProgress;
import io.medsift.ingest.Ingest;
import io.medsift.ingest.IngestException;
import io.medsift.ingest.IngestOutcome;
import io.medsift.ingest.IngestSettings;
import io.medsift.ingest.SampleSink;
import io.medsift.ingest.UnmappedRows;
import io.medsift.rows.ReadRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFiles.FoundFiles;
import io.medsift.sample.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of a source: their rows become samples as {@code ingest} makes them. Rows that cannot be
 * mapped are left in {@code unmapped.jsonl} of the run.
 */
public record SourceFiles(FoundFiles found, IngestSettings settings, ProgressDisplay display)
    implements RunInput {
  @Override
  public List<RowFile> files() {
    return found.files();
  }

  @Override
  public LoadedSamples load(SampleTopic topic, Path out) throws IOException, InterruptedException {
    IngestLine line = new IngestLine(display, files());
    try (UnmappedRows unmapped = new UnmappedRows(OutputDirectory.unmapped(out))) {
      IngestOutcome outcome = new Ingest(settings, new Sink(topic), unmapped, line).run(files());
      line.clear();
      outcome.requireSamples();
      return LoadedSamples.in(topic, new IngestSummary(outcome, found, unmapped.file()).lines());
    } catch (IngestException e) {
      throw new CommandFailedException(e.getMessage(), e.advice(), e);
    }
  }

  private record Sink(SampleTopic topic) implements SampleSink {
    @Override
    public void write(String name, ReadRow row, Sample sample, byte[] json) {
      topic.add(json, row.file(), row.number() + 1);
    }

    @Override
    public void commit(FileProgress progress) {}

    @Override
    public void close() {}
  }
}
