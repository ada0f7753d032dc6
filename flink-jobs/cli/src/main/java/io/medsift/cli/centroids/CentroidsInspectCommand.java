package io.medsift.cli.centroids;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.cli.artifact.EncoderOption;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.review.centroids.CentroidSummary;
import io.medsift.review.centroids.ClusterPage;
import io.medsift.review.centroids.Placement;
import io.medsift.storage.PrivateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift centroids inspect}: what is in an artifact. */
@Command(
    name = "inspect",
    description = "Shows sizes, labels and agreement of centroids, and the cluster of a text.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CentroidsInspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Centroids, with labels or without.")
  private Path directory;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Shows the cluster that the domain gate would put this prompt into.")
  private String text;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with a map of the clusters.")
  private Path html;

  @Mixin private EncoderOption source;

  @Override
  public Integer call() {
    if (text != null && text.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--text is blank");
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      CentroidArtifact artifact = CentroidArtifact.loadTrained(directory);
      print(artifact, out);
      Placement placement = null;
      if (text != null) {
        placement = place(artifact);
        out.println();
        placement.print(out);
      }
      if (html != null) {
        PrivateFiles.write(html, ClusterPage.of(artifact, placement).getBytes(UTF_8));
        out.println();
        out.println("Map of the clusters: " + html.toAbsolutePath());
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          "the centroids cannot be shown: " + e.getMessage(),
          "Name a directory that 'centroids train' or 'centroids label' wrote.",
          e);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static void print(CentroidArtifact artifact, PrintWriter out) {
    CentroidSummary summary = CentroidSummary.of(artifact);
    out.println(
        format(
            Locale.ROOT,
            "%,d clusters of %,d prompts, fingerprint %s, embedded by %s.",
            artifact.clusters(),
            summary.prompts(),
            artifact.fingerprint(),
            artifact.manifest().model().id()));
    summary.printSizes(out);
    if (summary.labels().isEmpty()) {
      out.println("No labels yet: give them with 'centroids label'.");
      return;
    }
    out.println(
        "Labels by "
            + artifact.manifest().classifier().kind()
            + ": "
            + artifact.manifest().classifier().description()
            + ".");
    summary.printLabels(out);
    out.println("Clusters by agreement, the label's share of the votes:");
    summary.printAgreement(out);
  }

  private Placement place(CentroidArtifact artifact) throws IOException {
    try (SentenceEncoder encoder = source.source().open()) {
      artifact.requireModel(encoder.model());
      return Placement.of(text, artifact, encoder);
    }
  }
}
