package io.medsift.integration.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.Medsift;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.codec.RowCodec;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What curation decides on generated samples. */
final class Verdicts {
  static final String ACCEPTED = "accepted";

  private Verdicts() {}

  /**
   * Sample id to {@code accepted} or the reason.
   *
   * @param samples in an order that does not depend on when they were written, as it decides too
   * @param out directory of the results
   */
  static Map<String, String> on(Collection<String> samples, Path recipe, Path out)
      throws IOException {
    Path input = out.resolveSibling(out.getFileName() + ".jsonl");
    Files.write(input, samples);
    int exitCode =
        Medsift.commandLine()
            .execute(
                "run",
                "--recipe",
                recipe.toString(),
                "--parallelism",
                "2",
                "--input",
                input.toString(),
                "--out",
                out.toString());
    if (exitCode != ExitCode.DONE) {
      throw new AssertionError("curation ended with exit code " + exitCode);
    }
    Map<String, String> verdicts = new TreeMap<>();
    for (String file : List.of("accepted.jsonl", "rejected.jsonl")) {
      for (String line : Files.readAllLines(out.resolve(file))) {
        CuratedRow row = RowCodec.readRow(line.getBytes(UTF_8));
        Reason reason = row.verdict().reason();
        verdicts.put(row.sample().get("id").asText(), reason == null ? ACCEPTED : reason.name());
      }
    }
    return verdicts;
  }
}
