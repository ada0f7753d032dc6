package io.medsift.testkit.process;

import io.medsift.curation.write.CurationTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Arguments of the job on a cluster. */
public final class JobCommand {
  /** A recipe that needs neither evaluation sets nor centroids. */
  public static final Path WITHOUT_ARTIFACTS =
      Path.of("src/test/resources/recipes/without-artifacts.yaml");

  private JobCommand() {}

  /** A run that waits for more; the run is named after its topic of accepted samples. */
  public static List<String> of(CurationTopics topics, String recipe, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kafka.bootstrap-servers", topics.bootstrapServers(),
                "--recipe", recipe,
                "--topics.samples", topics.samples(),
                "--topics.accepted", topics.accepted(),
                "--topics.rejected", topics.rejected(),
                "--topics.dead-letters", topics.deadLetters(),
                "--run", topics.accepted()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** The same, by a recipe that needs neither evaluation sets nor centroids. */
  public static List<String> withoutArtifacts(CurationTopics topics, String... more) {
    if (!Files.exists(WITHOUT_ARTIFACTS)) {
      throw new IllegalStateException(WITHOUT_ARTIFACTS.toAbsolutePath() + " does not exist");
    }
    return of(topics, WITHOUT_ARTIFACTS.toAbsolutePath().toString(), more);
  }
}
