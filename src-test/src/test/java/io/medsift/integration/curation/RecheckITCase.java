package io.medsift.integration.curation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.RevisionCodec;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.revision.RevisionTopic;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.SyntheticResponses;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code recheck} against a replay with the new index, position for position. */
class RecheckITCase {
  private static final int PARTITIONS = 3;
  private static final int ITEMS = 60;
  private static final String RECIPE =
      """
      name: leaks-and-copies
      description: Decontamination and deduplication.
      decontaminate:
      %s
      quality:
        minimum_prompt_words: 4
      deduplicate:
        ngram: 4
        jaccard: 0.7
      tracks:
        public_medical: {gates: [decontaminate, quality, deduplicate]}
        rl: {gates: [decontaminate]}
      """;
  private static final String LITERAL = "  - {rule: any-shared-ngram, n: 8, include_options: true}";
  // Weighs words by all items, so that old items are found, or not, for the new ones.
  private static final String WEIGHING = "  - rule: calibrated";

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static Path earlier;
  private static Path later;

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start();
    Random random = new Random(3);
    earlier = set("earlier", random);
    later = set("later", random);
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  private static Path set(String name, Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      lines.add("{\"id\": \"%s%d\", \"question\": \"%s\"}".formatted(name, i, words(random, 30)));
    }
    return Files.write(directory.resolve(name + ".jsonl"), lines);
  }

  private static String words(Random random, int count) {
    return random
        .ints(count, 0, 700)
        .mapToObj(word -> "term" + word)
        .collect(Collectors.joining(" "));
  }

  private static List<String> questions(Path set) throws IOException {
    List<String> questions = new ArrayList<>();
    for (String line : Files.readAllLines(set)) {
      questions.add(JsonMapper.builder().build().readTree(line).get("question").textValue());
    }
    return questions;
  }

  /** Prompts of which every eighth repeats an item, and responses with chains of copies. */
  private static List<LoggedRecord> samples(int count) throws IOException {
    Random random = new Random(11);
    List<String> leaks = new ArrayList<>(questions(earlier));
    leaks.addAll(questions(later));
    leaks.addAll(questions(later));
    List<String> responses = new SyntheticResponses(5).take(count);
    List<LoggedRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String prompt = words(random, 3 + random.nextInt(20));
      if (random.nextInt(8) == 0) {
        prompt = prompt + " " + part(random, leaks.get(random.nextInt(leaks.size())));
      }
      ObjectNode sample =
          (ObjectNode)
              JsonMapper.builder()
                  .build()
                  .readTree(SyntheticResponses.sample("s" + i, prompt, responses.get(i)));
      if (random.nextInt(20) == 0) {
        sample.put("track", "rl");
      }
      int partition = random.nextInt(PARTITIONS);
      long timestamp = 1_000_000L + 2L * i - random.nextInt(40);
      records.add(new LoggedRecord(partition, timestamp, sample.toString().getBytes(UTF_8)));
    }
    return records;
  }

  /** From a third of the item to all of it, so that some are on the edge. */
  private static String part(Random random, String item) {
    String[] words = item.split(" ");
    int length = words.length / 3 + random.nextInt(words.length - words.length / 3 + 1);
    return String.join(" ", List.of(words).subList(0, length));
  }

  private static Path recipe(String rule) throws IOException {
    return Files.writeString(
        directory.resolve("recipe-" + rule.length() + ".yaml"), RECIPE.formatted(rule));
  }

  private static Path index(String name, Path... sets) {
    Path index = directory.resolve("index-" + name);
    BenchmarkIndex.Builder builder = new BenchmarkIndex.Builder();
    for (Path set : sets) {
      builder.add(set.getFileName().toString().replace(".jsonl", ""), set);
    }
    builder.build(index);
    return index;
  }

  private static Decisions curate(Path recipe, Path index, CurationTopics topics) throws Exception {
    Recipe loaded = RecipeLoader.load(recipe.toString());
    return scenario.run(
        new CurationSettings(loaded, index, null, topics, true, topics.accepted()), 2);
  }

  private static String prefix(CurationTopics topics) {
    return topics.accepted().substring(0, topics.accepted().lastIndexOf('-'));
  }

  private static List<String> of(CurationTopics topics, String command, Object... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--bootstrap-servers",
                topics.bootstrapServers(),
                "--topic",
                topics.samples(),
                "--outputs",
                prefix(topics)));
    for (Object each : more) {
      arguments.add(each.toString());
    }
    return arguments;
  }

  private static CommandRun run(List<String> arguments) {
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static List<String> recheck(CurationTopics topics, Path recipe, Path index, Path data) {
    return of(
        topics,
        "recheck",
        "--recipe",
        recipe,
        "--benchmarks",
        index,
        "--create-topic",
        "--checkpoint",
        1,
        "--parallelism",
        2,
        "--data",
        data);
  }

  private static Set<String> accepted(Decisions decisions) {
    return decisions.curated().stream()
        .filter(row -> row.verdict().decision() == Decision.ACCEPTED)
        .map(row -> row.verdict().position().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is in the data after the revisions; a sample that is revoked anew stays out of it. */
  private static Set<String> revised(CurationTopics topics, Decisions decisions) {
    Set<String> kept = accepted(decisions);
    Revisions revisions = RevisionTopic.of(topics).read();
    assertThat(revisions.unreadable()).isEmpty();
    revisions.forEach(
        revision -> {
          String at = revision.position().toString();
          boolean changes = revision.keeps() ? kept.add(at) : kept.remove(at);
          assertThat(changes || revision.evidence() != null).as(at).isTrue();
        });
    return kept;
  }

  @Test
  void isWhatAReplayWithTheNewIndexAccepts() throws Exception {
    Path recipe = recipe(WEIGHING);
    CurationTopics topics = scenario.load(PARTITIONS, samples(2_000));
    Decisions first = curate(recipe, index("run", earlier), topics);
    Path both = index("both", earlier, later);
    Decisions replayed = curate(recipe, both, scenario.withNewOutputs(topics.samples()));
    assertThat(accepted(replayed)).isNotEqualTo(accepted(first));

    Path data = directory.resolve("nothing");
    CommandRun same = run(recheck(topics, recipe, index("run", earlier), data));
    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(same.out()).contains("Nothing to do: every item of --benchmarks is in the index");

    CommandRun rechecked = run(recheck(topics, recipe, both, directory.resolve("weighing")));
    assertThat(rechecked.exitCode()).as(rechecked.err()).isZero();
    assertThat(revised(topics, first)).isEqualTo(accepted(replayed));

    Revisions revisions = RevisionTopic.of(topics).read();
    List<Revision> all = new ArrayList<>();
    revisions.forEach(all::add);
    assertThat(all).anyMatch(Revision::keeps);
    assertThat(all).anyMatch(each -> each.reason() == Reason.NEAR_DUPLICATE);
    assertThat(all).anyMatch(each -> each.reason() == Reason.CONTAINS_BENCHMARK_ITEM);
    assertThat(rechecked.out()).contains("revoked").contains("reinstated");

    CommandRun audit = run(of(topics, "audit"));
    assertThat(audit.exitCode()).as(audit.err()).isZero();
    assertThat(audit.out()).contains("Revisions: of ").contains(" are in the data.");
    Revision revoked =
        all.stream().filter(each -> each.reason() == Reason.NEAR_DUPLICATE).findFirst().get();
    CommandRun explained =
        run(
            of(
                topics,
                "explain",
                revoked.position(),
                "--no-color",
                "--index",
                directory.resolve("verdicts")));
    assertThat(explained.out())
        .contains("accepted; revoked later")
        .contains("Later revoked, near duplicate")
        .contains("recheck medsift-recheck-");

    // Again, in another directory: all is revised already.
    CommandRun again = run(recheck(topics, recipe, both, directory.resolve("again")));
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(RevisionTopic.of(topics).read().count()).isEqualTo(revisions.count());
    acceptsAfterASecondRecheckWithAChangedSetWhatAReplayAccepts(topics, recipe, first);
    refusesWhatDoesNotGoTogether(topics, recipe, both);
  }

  /** Half of the items are gone, one asks for something else, and another set is new. */
  private void acceptsAfterASecondRecheckWithAChangedSetWhatAReplayAccepts(
      CurationTopics topics, Path recipe, Decisions first) throws Exception {
    List<String> lines = Files.readAllLines(later);
    Path folder = Files.createDirectories(directory.resolve("changed"));
    Path changed = Files.write(folder.resolve("later.jsonl"), lines.subList(0, lines.size() / 2));
    Path grown = index("grown", earlier, changed);
    Decisions replayed = curate(recipe, grown, scenario.withNewOutputs(topics.samples()));
    CommandRun second = run(recheck(topics, recipe, grown, directory.resolve("second")));
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out()).contains(" revoked (").doesNotContain(" 0 reinstated");
    assertThat(revised(topics, first)).isEqualTo(accepted(replayed));
    CommandRun audit = run(of(topics, "audit"));
    assertThat(audit.exitCode()).as(audit.err()).isZero();
  }

  private void refusesWhatDoesNotGoTogether(CurationTopics topics, Path recipe, Path both)
      throws Exception {
    Path data = directory.resolve("refused");
    CommandRun left = run(recheck(topics, recipe, index("run", earlier), data));
    assertThat(left.exitCode()).as("no item is new, and a set is not named").isEqualTo(1);
    assertThat(left.err())
        .contains("compared with the evaluation set later, which is not among --benchmarks");

    CommandRun forgotten = run(recheck(topics, recipe, index("later", later), data));
    assertThat(forgotten.exitCode()).isEqualTo(1);
    assertThat(forgotten.err())
        .contains("which does not consist of sets of the new index")
        .contains("--run-benchmarks");

    Path third = directory.resolve("third.jsonl");
    Files.writeString(third, "{\"question\": \"" + words(new Random(9), 30) + "\"}\n");
    CommandRun lost = run(recheck(topics, recipe, index("third", earlier, third), data));
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(lost.err())
        .contains("compared with the evaluation set later, which is not among --benchmarks");

    CommandRun other = run(recheck(topics, recipe(LITERAL), both, data));
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("made by a recipe with the hash").contains("medsift replay");

    CurationTopics empty = scenario.withNewOutputs(topics.samples());
    List<String> arguments = recheck(empty, recipe, both, data);
    arguments.remove("--create-topic");
    CommandRun noTopic = run(arguments);
    assertThat(noTopic.exitCode()).isEqualTo(2);
    assertThat(noTopic.err())
        .contains("there is no topic " + prefix(empty) + "-revisions")
        .contains("--create-topic");
    CommandRun noVerdicts = run(recheck(empty, recipe, both, data));
    assertThat(noVerdicts.exitCode()).isEqualTo(1);
    assertThat(noVerdicts.err()).contains("there is no verdict in the topics");

    Path broken = Files.writeString(directory.resolve("broken.jsonl"), "{\"question\": 7}\n{no\n");
    CommandRun wrong = run(recheck(topics, recipe, broken, data));
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("broken.jsonl");

    RevisionTopic revisions = RevisionTopic.of(topics);
    send(revisions, "{\"version\":2,\"action\":\"purge\"}");
    CommandRun unknown = run(recheck(topics, recipe, both, data));
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err())
        .contains(
            "is not a revision: it has version 2, and this release of Medsift reads version 1");
    CommandRun audit = run(of(topics, "audit", "--wait", 0));
    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.err()).contains("is not a revision: it has version 2");
  }

  private static void send(RevisionTopic topic, String value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            topic.connection().settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic.name(),
                  RevisionCodec.key(new Position("samples", 0, 1)),
                  value.getBytes(UTF_8)))
          .get();
    }
  }

  @Tag("long")
  @Test
  void writesNoRevisionTwiceHoweverOftenItIsKilled() throws Exception {
    Path recipe = recipe(LITERAL);
    CurationTopics topics = scenario.load(PARTITIONS, samples(20_000));
    Decisions first = curate(recipe, index("run", earlier), topics);
    Path both = index("both", earlier, later);
    Path work = Files.createDirectories(directory.resolve("killed"));
    List<String> arguments = recheck(topics, recipe, both, work.resolve("data"));
    for (int kill = 1; kill <= 2; kill++) {
      Instant started = Instant.now();
      try (MedsiftProcess process = MedsiftProcess.start(work, arguments)) {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (process.isAlive() && !checkpointed(work.resolve("data/checkpoints"), started)) {
          assertThat(System.nanoTime()).as("a checkpoint").isLessThan(deadline);
          TimeUnit.MILLISECONDS.sleep(50);
        }
        process.kill();
      }
    }
    try (MedsiftProcess process = MedsiftProcess.start(work, arguments)) {
      assertThat(process.awaitEnd()).as(process.output()).isZero();
    }
    Decisions replayed = curate(recipe, both, scenario.withNewOutputs(topics.samples()));

    assertThat(revised(topics, first)).isEqualTo(accepted(replayed));
    assertThat(accepted(replayed)).isNotEqualTo(accepted(first));
  }

  private static boolean checkpointed(Path checkpoints, Instant since) throws IOException {
    if (!Files.exists(checkpoints)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files.anyMatch(
          file ->
              file.endsWith("_metadata") && file.toFile().lastModified() > since.toEpochMilli());
    } catch (UncheckedIOException e) {
      // An older checkpoint is deleted meanwhile.
      return false;
    }
  }

  @Tag("long")
  @Test
  void reinstatesWhatItRevokedForItemsThatAreGoneWithoutANewOne() throws Exception {
    Path recipe = recipe(LITERAL);
    CurationTopics topics = scenario.load(PARTITIONS, samples(2_000));
    Path run = index("run", earlier);
    Decisions first = curate(recipe, run, topics);
    List<String> lines = new ArrayList<>(Files.readAllLines(earlier));
    lines.addAll(Files.readAllLines(later));
    Path folder = Files.createDirectories(directory.resolve("mistake"));
    Path mistake = Files.write(folder.resolve("earlier.jsonl"), lines);
    List<String> arguments =
        recheck(topics, recipe, index("mistake", mistake), directory.resolve("mistaken"));
    arguments.addAll(List.of("--run-benchmarks", run.toString()));
    CommandRun mistaken = run(arguments);
    assertThat(mistaken.exitCode()).as(mistaken.err()).isZero();
    assertThat(revised(topics, first)).isNotEqualTo(accepted(first));

    CommandRun corrected = run(recheck(topics, recipe, run, directory.resolve("corrected")));
    assertThat(corrected.exitCode()).as(corrected.err()).isZero();
    assertThat(corrected.out()).doesNotContain("Nothing to do");
    assertThat(revised(topics, first)).isEqualTo(accepted(first));
  }

  @Tag("long")
  @Test
  void exportSaysWhatMustBeDeleted() throws Exception {
    Path recipe = recipe(LITERAL);
    CurationTopics topics = scenario.load(PARTITIONS, samples(2_000));
    Decisions first = curate(recipe, index("run", earlier), topics);
    Path out = directory.resolve("dataset");
    List<String> export =
        List.of(
            "export",
            "--bootstrap-servers",
            topics.bootstrapServers(),
            "--topic",
            topics.accepted(),
            "--rejected-topic",
            topics.rejected(),
            "--out",
            out.toString(),
            "--format",
            "jsonl",
            "--lineage");
    assertThat(run(export).exitCode()).isZero();
    CommandRun rechecked =
        run(recheck(topics, recipe, index("both", earlier, later), directory.resolve("exported")));
    assertThat(rechecked.exitCode()).as(rechecked.err()).isZero();
    CommandRun exported = run(export);
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(exported.out()).contains("must be deleted");
    Set<String> rows = positions(out.resolve("data"));
    rows.addAll(Files.exists(out.resolve("rl")) ? positions(out.resolve("rl")) : Set.of());
    rows.removeAll(positions(out.resolve("deletions.jsonl")));
    assertThat(rows).isEqualTo(revised(topics, first));
  }

  private static Set<String> positions(Path place) throws IOException {
    Set<String> positions = new TreeSet<>();
    try (var files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(file)) {
          Map<?, ?> row = JsonMapper.builder().build().readValue(line, Map.class);
          positions.add(row.get("topic") + "/" + row.get("partition") + "@" + row.get("offset"));
        }
      }
    }
    return positions;
  }
}
