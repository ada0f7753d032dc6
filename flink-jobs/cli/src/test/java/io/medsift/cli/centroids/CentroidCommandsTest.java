package io.medsift.cli.centroids;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.cli.Medsift;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SharedEncoder;
import io.medsift.embedding.store.EmbeddingStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CentroidCommandsTest {

  private static final int PROMPTS = 300;
  private static final int PARTS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir private Path folder;

  private record Outcome(int code, String out, String err) {}

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Medsift.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int code = line.execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  private static String prompt(int i) {
    return "What follows from finding number %d of the %s?"
        .formatted(i, i % 2 == 0 ? "lung" : "law");
  }

  /** Two files that share prompts; one of them is packed. */
  private List<Path> inputs() throws IOException {
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();
    for (int i = 0; i < PROMPTS; i++) {
      String row = "{\"prompt\":\"%s\"}%n".formatted(prompt(i));
      (i % 3 == 0 ? second : first).append(row);
      if (i % 5 == 0) {
        second.append(row);
      }
    }
    Path plain = Files.writeString(folder.resolve("first.jsonl"), first);
    Path packed = folder.resolve("second.jsonl.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(second.toString().getBytes(StandardCharsets.UTF_8));
    }
    return List.of(plain, packed);
  }

  private static List<Path> parts(Path store) throws IOException {
    if (!Files.isDirectory(store)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(store)) {
      return files.filter(file -> file.toString().endsWith(".embeddings")).toList();
    }
  }

  private static Map<Path, Object> identities(List<Path> parts) throws IOException {
    Map<Path, Object> identities = new HashMap<>();
    for (Path part : parts) {
      identities.put(
          part, List.of(Files.getAttribute(part, "unix:ino"), Files.getLastModifiedTime(part)));
    }
    return identities;
  }

  @Tag("long")
  @Test
  void anEmbeddingThatIsKilledGoesOnAndTrainingReadsWhatItLeft() throws Exception {
    List<Path> inputs = inputs();
    Path log = folder.resolve("log");
    Path store = killedAfterThreeParts(inputs, log);
    List<Path> finished = parts(store);
    assertThat(finished).as(Files.readString(log)).hasSizeBetween(3, PARTS - 1);
    Map<Path, Object> before = identities(finished);

    Process again = MedsiftProcess.start(log, embed(inputs, store));
    assertThat(again.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("the second process ends within %s", PATIENCE)
        .isTrue();
    assertThat(again.exitValue()).as(Files.readString(log)).isZero();
    assertThat(identities(finished)).isEqualTo(before);
    assertThat(Files.readString(log))
        .contains(finished.size() + " of 20 parts are finished already.")
        .contains("300 distinct prompts of 360 rows");

    EmbeddingStore read = EmbeddingStore.open(store);
    read.verify();
    List<String> stored = IntStream.range(0, read.count()).mapToObj(read::prompt).toList();
    assertThat(stored)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, PROMPTS).mapToObj(CentroidCommandsTest::prompt).toList());
    requireVectorsOfTheModel(read);
    requireTraining(store, new HashSet<>(stored));
  }

  private static List<String> embed(List<Path> inputs, Path store) {
    List<String> command = new ArrayList<>(List.of("centroids", "embed", "--input"));
    inputs.forEach(file -> command.add(file.toString()));
    command.addAll(List.of("--parts", "" + PARTS, "--parallelism", "1", "--out", store.toString()));
    return command;
  }

  /** Starts over with another store where the process was done before it could be killed. */
  private Path killedAfterThreeParts(List<Path> inputs, Path log) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = 1; ; attempt++) {
      Path store = folder.resolve("store-" + attempt);
      Process process = MedsiftProcess.start(log, embed(inputs, store));
      while (parts(store).size() < 3 && process.isAlive() && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
      process.destroyForcibly().waitFor();
      if (parts(store).size() < PARTS || System.nanoTime() >= deadline) {
        return store;
      }
    }
  }

  private static void requireVectorsOfTheModel(EmbeddingStore store) throws Exception {
    try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
      assertThat(store.model()).isEqualTo(encoder.model());
      float[] vector = new float[store.dimension()];
      for (int i = 0; i < store.count(); i += 100) {
        store.read(i, 1, vector, 0);
        assertThat(vector).containsExactly(encoder.encode(store.prompt(i)));
      }
    }
  }

  private void requireTraining(Path store, Set<String> prompts) throws IOException {
    Path centroids = folder.resolve("centroids");
    Outcome trained =
        run(
            "centroids",
            "train",
            "--embeddings",
            store.toString(),
            "--k",
            "6",
            "--out",
            centroids.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("Training 6 centroids on 300 of 300 prompts.")
        .contains("Memory: ")
        .contains("iteration  1  inertia 0.")
        .contains("6 centroids after ");
    CentroidArtifact artifact = CentroidArtifact.loadTrained(centroids);
    int size = 0;
    for (int i = 0; i < 6; i++) {
      Cluster cluster = artifact.cluster(i);
      size += cluster.size();
      assertThat(cluster.nearest()).hasSize(10).allMatch(near -> prompts.contains(near.prompt()));
      assertThat(cluster.nearest()).extracting(Cluster.NearestPrompt::distance).isSorted();
    }
    assertThat(size).isEqualTo(PROMPTS);
    assertThat(folder.resolve(".centroids.training")).doesNotExist();
  }

  @Test
  void embeddingSaysWhatIsWrongWithItsInput() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.jsonl"), "{\"prompt\":\"a\"}\nbroken\n");
    String out = folder.resolve("out").toString();
    assertThat(run("centroids", "embed", "--out", out))
        .matches(outcome -> outcome.code() == 2 && outcome.err().contains("name what to read"));
    assertThat(run("centroids", "embed", "--input", "nowhere.jsonl", "--out", out).err())
        .contains("--input nowhere.jsonl does not exist");
    assertThat(
            run("centroids", "embed", "--input", "" + rows, "--format", "f8", "--out", out).err())
        .contains("--format: the format must be f32 or f16, got \"f8\"");
    Outcome broken = run("centroids", "embed", "--input", "" + rows, "--out", out);
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).contains(rows + ": line 2 is not JSON");
    Outcome missing =
        run("centroids", "embed", "--input", "" + inputs().get(0), "--field", "q", "--out", out);
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("no row has a text in the field \"q\"");
  }

  @Test
  void trainingSaysWhatIsWrong() throws IOException {
    String nowhere = folder.resolve("nowhere").toString();
    String out = folder.resolve("out").toString();
    assertThat(run("centroids", "train", "--embeddings", nowhere, "--k", "0", "--out", out))
        .matches(
            outcome ->
                outcome.code() == 2 && outcome.err().contains("--k must be at least 1, got 0"));
    Outcome missing = run("centroids", "train", "--embeddings", nowhere, "--k", "5", "--out", out);
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("is not an embedding store");
    assertThat(
            run("centroids", "train", "--embeddings", nowhere, "--k", "5", "--out", "" + folder)
                .err())
        .contains("already exists; delete it, or name another --out");
  }

  @Test
  void progressHasRateAndTimeLeft() {
    EmbeddingLine line = new EmbeddingLine(1000, 10, 2);
    assertThat(line.update(500, 0, 0, 0)).isEqualTo("Reading  500 of 1,000 rows");
    line.update(1000, 100, 1, 1_000_000_000L);
    assertThat(line.update(1000, 300, 3, 3_000_000_000L))
        .isEqualTo(" 50%  300 prompts embedded  5 of 10 parts  100/s  5 s left");
  }
}
