package io.medsift.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.output.OutputDirectory;
import io.medsift.cli.output.PrivateDirectory;
import io.medsift.cli.report.html.Page;
import io.medsift.cli.report.tally.Tally;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code report.html}. */
public final class Report {
  private Report() {}

  /** Writes the page of {@code tally} beside the results. */
  public static void write(Path directory, Tally tally, RunFacts facts) throws IOException {
    PrivateDirectory.write(
        OutputDirectory.report(directory), Page.of(tally, facts).getBytes(UTF_8));
  }
}
