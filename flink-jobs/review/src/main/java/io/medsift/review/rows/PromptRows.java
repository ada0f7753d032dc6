package io.medsift.review.rows;

import io.medsift.codec.RowCodec;
import io.medsift.rows.RecordReader;
import io.medsift.verdict.PromptDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The decisions of a run on prompts: a file beside its rows, if the recipe groups responses. */
public final class PromptRows {
  private static final String FILE = "prompts-decided.jsonl";

  private PromptRows() {}

  /** The file of a directory of results. */
  public static Path in(Path directory) {
    return directory.resolve(FILE);
  }

  /**
   * Passes each decision to {@code visitor}, in order; none where there is no file.
   *
   * @param strays where lines that are no decision are noted, and a file that cannot be read
   */
  public static void visit(Path directory, StrayRows strays, Consumer<PromptDecision> visitor) {
    Path file = in(directory);
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (RecordReader lines = ResultRows.open(file)) {
      while (lines.next()) {
        PromptDecision decision;
        try {
          decision = RowCodec.readPromptDecision(lines.bytes());
        } catch (IOException e) {
          strays.broken(file + " line " + lines.number(), e.getMessage());
          continue;
        }
        visitor.accept(decision);
      }
    } catch (IOException e) {
      strays.unreadable(file, "it cannot be read to its end: " + e.getMessage());
    }
  }
}
