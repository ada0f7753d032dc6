package io.medsift.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Any file is an evaluation set with items, or is refused with its name. */
public final class EvaluationFileFuzz {
  private static Path file;

  private EvaluationFileFuzz() {}

  /** Called by the fuzzer before the first input. */
  public static void fuzzerInitialize() throws IOException {
    file = Files.createTempFile("evaluation", ".jsonl");
    file.toFile().deleteOnExit();
    // Loads all classes: that is no input's time.
    fuzzerTestOneInput("{}".getBytes(UTF_8));
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] content) throws IOException {
    Files.write(file, content);
    try {
      if (new BenchmarkIndex.Builder().add("set", file).build().items().isEmpty()) {
        throw new IllegalStateException("an index without items");
      }
    } catch (BenchmarkException refused) {
      if (!refused.getMessage().contains(file.getFileName().toString())) {
        throw new IllegalStateException("does not name the file", refused);
      }
    }
  }
}
