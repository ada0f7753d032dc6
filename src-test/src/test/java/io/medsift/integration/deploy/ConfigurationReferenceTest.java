package io.medsift.integration.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cluster.JobOptions;
import io.medsift.cluster.ReferenceTable;
import io.medsift.curation.CurationJob;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

/** The reference page matches the options. Its main method writes it. */
class ConfigurationReferenceTest {
  private static final Path REFERENCE = Path.of("..", "deploy", "CONFIGURATION.md");

  @Test
  void theReferenceIsThatOfTheOptions() throws IOException {
    assertThat(Files.readString(REFERENCE)).isEqualTo(text());
  }

  @Test
  void everyOptionIsInTheReference() throws IllegalAccessException {
    List<ConfigOption<?>> declared = new ArrayList<>();
    for (Field field : JobOptions.class.getFields()) {
      if (field.get(null) instanceof ConfigOption<?> option) {
        declared.add(option);
      }
    }
    assertThat(declared).hasSizeGreaterThan(10);
    assertThat(JobOptions.all()).containsExactlyInAnyOrderElementsOf(declared);
    assertThat(declared).allMatch(option -> option.key().startsWith(JobOptions.PREFIX));
  }

  /** Writes the file given. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), text());
  }

  private static String text() {
    return """
    # Configuration

    Options of the curation job on a cluster. Each is a key of Flink's `config.yaml`, or of
    `flinkConfiguration` on Kubernetes, and an argument of the job; the argument takes precedence. An
    unknown option or an invalid value fails the submission with an error.

    %s
    ## Flink settings of the job

    The job sets these unless the cluster configuration does:

    %s
    The settings of the processes, with reasons, are in
    [`image/conf/config.yaml`](image/conf/config.yaml).
    """
        .formatted(
            ReferenceTable.of(JobOptions.all()),
            ReferenceTable.ofDefaults(CurationJob.flinkDefaults()));
  }
}
