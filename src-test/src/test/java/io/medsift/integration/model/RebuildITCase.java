package io.medsift.integration.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.remote.LocalHub;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.process.MedsiftProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rebuild that is killed in every step. */
@Tag("long")
@Timeout(3_600)
class RebuildITCase {
  private static final Path EVALUATION =
      Path.of("..", "deploy/demo/benchmarks/ward-rounds.jsonl").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final List<String> KILLED_IN =
      List.of(
          "] medsift benchmarks build",
          "--source medqa",
          "--source am-qwen3-if",
          "] medsift generate",
          "] medsift generate",
          "] medsift annotate",
          "] curate",
          "] medsift audit",
          "] medsift export");

  @TempDir private Path directory;

  @Test
  void goesOnWhereItWasKilledAndPaysForNoAnswerTwice() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    try (LocalHub hub = LocalHub.start();
        FakeEndpoint model = RecipeModels.start()) {
      PublishedDatasets.fill(hub, EVALUATION, directory.resolve("published"));
      Map<String, String> variables =
          Map.of("HF_ENDPOINT", hub.endpoint(), "HF_HOME", directory.resolve("hub").toString());
      for (String step : KILLED_IN) {
        try (MedsiftProcess process = start(model, variables)) {
          awaitStep(process, step);
          Thread.sleep(random.nextInt(step.contains("generate") ? 8_000 : 2_000));
          process.kill();
        }
      }
      try (MedsiftProcess process = start(model, variables)) {
        assertThat(process.awaitEnd()).as(process.output()).isZero();
      }
      assertThat(model.charged()).isNotEmpty();
      assertThat(model.charged().values()).allMatch(times -> times == 1);
      assertThat(Files.readString(directory.resolve("rebuild/dataset/README.md")))
          .contains("`general_instruct`", "`public_medical`", "`r1_trace`", "`synthetic_qa`");
    }
  }

  private MedsiftProcess start(FakeEndpoint model, Map<String, String> variables) throws Exception {
    // Of the run before this one nothing is to be taken for output of this one.
    Files.deleteIfExists(directory.resolve("output.txt"));
    List<String> arguments = new ArrayList<>(List.of("rebuild", "ii-medical-sft"));
    arguments.addAll(List.of("--out", directory.resolve("rebuild").toString()));
    arguments.addAll(List.of("--benchmarks", "HealthBench=" + EVALUATION));
    arguments.addAll(List.of("--base-url", model.baseUrl().toString()));
    arguments.addAll(List.of("--checkpoint", "1", "--parallelism", "1"));
    return MedsiftProcess.start(directory, arguments, variables);
  }

  /** Waits until a step begins; one that was done before is not waited for. */
  private static void awaitStep(MedsiftProcess process, String step) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (process.isAlive() && !process.output().contains(step)) {
      assertThat(Instant.now()).as("no step '%s' in %s", step, process.output()).isBefore(deadline);
      Thread.sleep(100);
    }
  }
}
