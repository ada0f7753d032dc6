package io.medsift.cli.input;

import io.medsift.review.text.Plural;
import io.medsift.rows.RecordReader;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files of samples: each record is one, byte for byte, whether or not it can be read. */
public record SampleFiles(List<RowFile> files) implements RunInput {
  /** Limits on the records of a file of samples. */
  public static final RowLimits LIMITS =
      new RowLimits(SampleTopic.MAX_RECORD_BYTES, RowLimits.DEFAULT.nesting());

  public SampleFiles {
    files = List.copyOf(files);
  }

  /** Counts the records of files of samples. */
  public static long count(List<RowFile> files) throws IOException {
    long count = 0;
    for (RowFile file : files) {
      try (RecordReader records = file.openRecords(LIMITS)) {
        while (records.next()) {
          count++;
        }
      }
    }
    return count;
  }

  @Override
  public LoadedSamples load(SampleTopic topic, Path out) throws IOException {
    long blankLines = 0;
    for (RowFile file : files) {
      String name = file.fileName();
      try (RecordReader records = file.openRecords(LIMITS)) {
        while (records.next()) {
          topic.add(records.bytes(), name, records.number());
        }
        blankLines += records.blankLines();
      }
    }
    return LoadedSamples.in(
        topic,
        blankLines == 0
            ? List.of()
            : List.of(
                Plural.of(blankLines, "blank line was skipped.", "blank lines were skipped.")));
  }
}
