package io.medsift.cli.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.Medsift;
import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.rebuild.RebuildRequest.EvaluationPath;
import io.medsift.cli.rebuild.RebuildRequest.SeedPath;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.remote.LocalFiles;
import io.medsift.remote.LocalHub;
import io.medsift.remote.RemoteFiles;
import io.medsift.remote.RemoteSettings;
import io.medsift.sources.catalogue.Sources;
import io.medsift.storage.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rebuild holds fast, and what it looks up before it begins. */
class RebuildStateTest {
  private static final String SOURCE = "medreason-rl";
  private static final String SIGNED = "https://host/x.jsonl?part=1&X-Amz-Signature=";

  @TempDir private Path directory;
  private Path out;
  private Path index;
  private Path rows;

  @BeforeEach
  void write() throws IOException {
    out = directory.resolve("rebuild");
    index = Files.createDirectory(directory.resolve("index"));
    rows = Files.writeString(directory.resolve("rows.jsonl"), "{}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --limit 5                   | --limit: none, not 5
          --sample 5                  | --sample: none, not 5
          --sources medreason-rl      | --sources: none, not medreason-rl
          --seeds medreason-rl=ROWS   | --seeds: none, not medreason-rl=ROWS
          --data medreason-rl=INDEX   | --data: medreason-rl=ROWS, not medreason-rl=INDEX, medreason-rl=ROWS
          --suite ii-medical-2        | --suite: ii-medical, not ii-medical-2
          --centroids INDEX           | --centroids: none, not INDEX
          --bootstrap-servers h:1     | --bootstrap-servers: none, not --bootstrap-servers h:1
          """)
  void refusesAnotherChoice(String options, String problem) throws IOException {
    RebuildState.begin(
        request(
            SOURCE + "=" + rows,
            Map.of(
                "--data", SOURCE + "=" + rows, "--suite", "ii-medical", "--benchmarks", "" + index),
            List.of(),
            null),
        Map.of());
    List<String> arguments = new ArrayList<>(List.of("rebuild", "ii-medical-rl"));
    arguments.addAll(List.of("--data", SOURCE + "=" + rows, "--benchmarks", "" + index));
    arguments.addAll(List.of("--out", "" + out));
    arguments.addAll(List.of(here(options).split(" ")));
    StringWriter err = new StringWriter();
    assertThat(
            Medsift.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new)))
        .as(err.toString())
        .isEqualTo(1);
    assertThat(err.toString())
        .contains(out + " contains a rebuild with another " + here(problem))
        .contains("Use the same value, or name another directory with --out.");
  }

  private String here(String text) {
    return text.replace("ROWS", "" + rows).replace("INDEX", "" + index);
  }

  @Test
  void goesOnWithAnAddressThatIsSignedAnew() throws IOException {
    RebuildState.begin(signed("old"), Map.of("medqa", "the dataset o/n is gated"));
    assertThat(out.resolve("rebuild.json")).content().doesNotContain("old");

    RebuildState state = RebuildState.read(signed("new"));
    assertThat(state.leftOut()).containsExactly("Left out: medqa: the dataset o/n is gated.");
    RebuildRequest request = state.of(signed("new"));
    assertThat(request.sources().get(0).paths()).containsExactly(SIGNED + "new");
    assertThat(request.seeds().path()).isEqualTo(SIGNED + "new");
    assertThat(request.topicSteps(List.of()).get(0).toString())
        .contains("medsift ingest", "https://host/x.jsonl?…")
        .doesNotContain("new");
    assertThat(ShownPath.lasting(SIGNED + "new")).isEqualTo("https://host/x.jsonl?part=1");
  }

  private RebuildRequest signed(String signature) {
    String data = SOURCE + "=" + SIGNED + signature;
    return request(
        data,
        Map.of("--data", ShownPath.lasting(data)),
        List.of(),
        new SeedPath(SOURCE, SIGNED + signature));
  }

  @Test
  void forgetsWhatJobsKnewOfTopicsThatAreGone() throws IOException {
    RebuildRequest request = request(SOURCE + "=" + rows, Map.of(), List.of(), null);
    RebuildState state = RebuildState.begin(request, Map.of());
    Step ingest = request.topicSteps(List.of()).get(0);
    Step generate = new Step("generate", List.of("generate"));
    Step benchmarks = new Step("benchmarks", List.of("benchmarks"));
    Step probe = request.probeStep();
    for (Step step : List.of(benchmarks, ingest, generate, probe)) {
      state.done(step);
    }
    Path reading = out.resolve("generate/reading.json");
    Files.createDirectories(reading.getParent());
    Files.createDirectory(request.curation());
    Files.writeString(reading, "{}");
    state.forgetLostTopics(request);
    assertThat(state.isDone(ingest)).isTrue();
    assertThat(reading).exists();

    Files.delete(request.curation());
    state.forgetLostTopics(request);
    assertThat(reading.getParent()).doesNotExist();
    Files.createDirectory(request.curation());
    RebuildState later = RebuildState.read(request);
    assertThat(Arrays.asList(benchmarks, ingest, generate, probe))
        .map(later::isDone)
        .containsExactly(true, false, false, true);
  }

  @Test
  void leavesOutWhatIsNotThereAndNotWhatDidNotAnswer() throws IOException {
    String address;
    try (LocalFiles server = LocalFiles.start()) {
      address = server.address();
      server.put("x.jsonl", new byte[10]);
      RebuildPlan plan =
          new RebuildPlan(
              request(
                  SOURCE + "=" + address + "/x.jsonl",
                  Map.of(),
                  List.of(
                      new EvaluationPath("none", address + "/none.jsonl"),
                      new EvaluationPath("there", address + "/x.jsonl")),
                  null),
              new Published(remote(Map.of())));
      assertThat(plan.available().evaluation()).hasSize(1);
      assertThat(plan.leftOut()).containsOnlyKeys("none");
    }
    RebuildPlan plan =
        new RebuildPlan(
            request(
                SOURCE + "=" + rows,
                Map.of(),
                List.of(
                    new EvaluationPath("here", rows.toString()),
                    new EvaluationPath("silent", address + "/x.jsonl"),
                    new EvaluationPath("mute", address + "/y.jsonl")),
                null),
            new Published(remote(Map.of())));
    assertThatThrownBy(plan::available)
        .isInstanceOfSatisfying(
            CommandFailedException.class,
            e -> assertThat(e.advice()).contains("once the host answers"))
        .hasMessageContaining("silent, mute: " + address + "/x.jsonl: connection");
  }

  @Test
  void pinsRevisionsWithSlashesAndMembersOfArchives() throws IOException {
    try (LocalHub hub = LocalHub.start()) {
      String commit =
          hub.commit(
              "a/b",
              "refs/convert/parquet",
              Map.of(
                  "default/x.jsonl",
                  new byte[2],
                  "a.zip",
                  new byte[9],
                  "README.md",
                  "x".getBytes(UTF_8)));
      Published published = new Published(remote(Map.of("HF_ENDPOINT", hub.endpoint())));
      String dataset = "hf://datasets/a/b@";
      assertThat(
              published
                  .list(
                      List.of(
                          dataset + "refs/convert/parquet/default/*.jsonl",
                          dataset + "refs/convert/parquet",
                          dataset + "refs%2Fconvert%2Fparquet/a.zip!b.jsonl"))
                  .paths())
          .containsExactly(
              dataset + commit + "/default/*.jsonl",
              dataset + commit,
              dataset + commit + "/a.zip!b.jsonl");
      assertThat(published.list(List.of(dataset + "refs/convert/parquet")).bytes()).isEqualTo(11);
    }
  }

  @Test
  void beginsAnewWhereItsFirstWriteWasInterrupted() throws IOException {
    Files.createDirectories(out);
    Files.writeString(AtomicFile.partial(out.resolve(RebuildState.FILE)), "{");
    StringWriter err = new StringWriter();
    int code =
        Medsift.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(
                "rebuild",
                "ii-medical-rl",
                "--data",
                SOURCE + "=s3://Not_A_Bucket/x",
                "--benchmarks",
                "" + index,
                "--sources",
                SOURCE,
                "--out",
                "" + out);
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("1 dataset cannot be read").doesNotContain("not empty");
  }

  private RemoteFiles remote(Map<String, String> more) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>(more);
    variables.put("HOME", directory.toString());
    variables.put("no_proxy", "*");
    return new RemoteFiles(
        RemoteSettings.of(variables::get).withTimes(Duration.ofMinutes(1), Duration.ofMillis(1)));
  }

  private RebuildRequest request(
      String data, Map<String, String> choices, List<EvaluationPath> sets, SeedPath seeds) {
    Recipe recipe;
    try {
      recipe = RecipeLoader.load("ii-medical-rl");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    String path = data.substring(data.indexOf('=') + 1);
    RebuildSource source =
        new RebuildSource(
            Sources.named(SOURCE).card(),
            recipe.tracks().get(Sources.named(SOURCE).card().tracks().get(0)),
            List.of(path),
            null);
    return new RebuildRequest(
        recipe,
        "ii-medical-rl",
        out,
        List.of(source),
        sets,
        sets.isEmpty() ? index : null,
        seeds,
        ArtifactSource.NONE,
        List.of(),
        List.of(),
        List.of(),
        1,
        true,
        choices);
  }
}
