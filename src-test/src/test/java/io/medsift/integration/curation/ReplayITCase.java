package io.medsift.integration.curation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.domain.ClusterLog;
import io.medsift.curation.domain.PromptEmbedding;
import io.medsift.curation.write.CurationTopics;
import io.medsift.embedding.EncoderSource;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replays of a job that goes on running all the while. */
class ReplayITCase {
  private static final int SAMPLES = 500;
  private static final int PARTITIONS = 3;
  private static final int SLICE = 25;
  private static final String RECIPE =
      """
      name: without-artifacts
      description: The gates that need none.
      judge:
        minimum: %s
      deduplicate:
        ngram: 4
        jaccard: %s
      tracks:
        public_medical: {gates: [deduplicate]}
        synthetic_qa: {gates: [verify, deduplicate]}
        r1_trace: {gates: [deduplicate]}
        general_instruct: {gates: [judge, deduplicate]}
        rl: {gates: []}
      """;

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static CurationTopics topics;
  private static Path recipe;
  private static Path nearTies;
  private static Path centroids;
  private static int replays;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start();
    recipe = Files.writeString(directory.resolve("recipe.yaml"), RECIPE.formatted("8", "0.7"));
    nearTies = NearTies.recipe(directory);
    centroids = NearTies.centroids(directory);
    Recipe loaded = RecipeLoader.load(recipe.toString());
    topics = scenario.load(PARTITIONS, MixedSamples.take(5, PARTITIONS, SAMPLES));
    scenario.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
    var unused = scenario.submit(CurationScenario.unbounded(loaded, topics), 2);
    scenario.awaitRows(topics, SAMPLES);
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void aRebuildDecidesAsTheFirstRunDid() throws Exception {
    String prefix = prefix();
    assertThat(replay(prefix, "--compare", "--fail-on-difference")).isZero();
    assertThat(out.toString())
        .contains("500 positions, 500 decided alike.")
        .contains("Recipe and artifacts are the same.")
        .doesNotContain("Deduplication starts without state");
    Decisions again = scenario.read(topics.withOutputs(prefix));
    assertThat(again.byPosition()).isEqualTo(scenario.read(topics).byPosition());
    assertThat(again.curated()).noneMatch(row -> row.verdict().repeated());
  }

  @Tag("long")
  @Test
  void aReplayWithMemoryRepeatsAndLeavesTheJobAloneThatItTookTheStateFrom() throws Exception {
    List<LoggedRecord> records = MixedSamples.take(6, PARTITIONS, SAMPLES);
    CurationTopics live = scenario.load(PARTITIONS, records.subList(0, SAMPLES / 2));
    scenario.append(live, LoggedRecord.heartbeats(PARTITIONS, 1_001_500));
    RunningJob running =
        scenario.submit(CurationScenario.unbounded(RecipeLoader.load(recipe.toString()), live), 2);
    scenario.awaitRows(live, SAMPLES / 2);
    String savepoint = running.savepoint(directory);
    Map<String, Decided> decided = scenario.read(live).byPosition();
    TopicRange first = TopicRange.now(live.connection(), live.samples());

    CompletableFuture<Void> feeding =
        CompletableFuture.runAsync(() -> feed(live, records.subList(SAMPLES / 2, SAMPLES)));
    String prefix = prefix();
    int code =
        replay(
            live,
            recipe,
            prefix,
            "--until",
            first.ends().entrySet().stream()
                .map(end -> end.getKey() + ":" + end.getValue())
                .collect(joining(",")),
            "--mode",
            "with-memory",
            "--state",
            Path.of(URI.create(savepoint)).toString(),
            "--compare",
            "--fail-on-difference");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    Decisions again = scenario.read(live.withOutputs(prefix));
    assertThat(again.byPosition()).isEqualTo(decided);
    assertThat(again.curated()).isNotEmpty().allMatch(row -> row.verdict().repeated());

    feeding.get();
    scenario.append(live, LoggedRecord.heartbeats(PARTITIONS, 9_500_000));
    scenario.awaitRows(live, SAMPLES);
    assertThat(running.restarts()).isZero();
    running.cancel();
  }

  /** A savepoint of a running job holds samples that wait for the watermark. */
  @Test
  void samplesThatWaitInTheStateHaveOneRowWhereTheyAreReadAgainAndElseNone() throws Exception {
    List<LoggedRecord> records = MixedSamples.take(7, PARTITIONS, SAMPLES / 5);
    CurationTopics live = scenario.load(PARTITIONS, records);
    RunningJob running =
        scenario.submit(CurationScenario.unbounded(RecipeLoader.load(recipe.toString()), live), 2);
    scenario.awaitRows(live, 1);
    String savepoint = Path.of(URI.create(running.stopWithSavepoint(directory))).toString();
    long waited = records.size() - scenario.rows(live);
    assertThat(waited).isPositive();
    String[] withMemory = {"--mode", "with-memory", "--state", savepoint};

    String prefix = prefix();
    assertThat(replay(live, recipe, prefix, withMemory)).as(err.toString()).isZero();
    assertThat(scenario.rows(live.withOutputs(prefix))).isEqualTo(records.size());
    CurationTopics anew = scenario.withNewOutputs(live.samples());
    assertThat(scenario.read(live.withOutputs(prefix)).byPosition())
        .isEqualTo(scenario.run(RecipeLoader.load(recipe.toString()), anew, 2).byPosition());

    String part = prefix();
    List<String> arguments = new ArrayList<>(List.of(withMemory));
    arguments.addAll(List.of("--until", "0:1"));
    assertThat(replay(live, recipe, part, arguments.toArray(String[]::new)))
        .as(err.toString())
        .isZero();
    long within = TopicRange.now(live.connection(), live.samples()).ends().get(0) - 1;
    assertThat(scenario.rows(live.withOutputs(part))).isEqualTo(records.size() - within);
  }

  /** Little by little, so that transactions with rows are open all the while. */
  private static void feed(CurationTopics live, List<LoggedRecord> records) {
    try {
      for (int start = 0; start < records.size(); start += SLICE) {
        scenario.append(live, records.subList(start, start + SLICE));
        scenario.append(
            live, LoggedRecord.heartbeats(PARTITIONS, records.get(start + SLICE - 1).timestamp()));
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } catch (Exception e) {
      throw new IllegalStateException("the samples could not be sent", e);
    }
  }

  @Tag("long")
  @Test
  void anotherRecipeShowsWhatItWouldChange() throws Exception {
    Path strict = Files.writeString(directory.resolve("strict.yaml"), RECIPE.formatted("9", "0.9"));
    assertThat(replay(topics, strict, prefix(), "--compare", "--fail-on-difference")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("recipe: without-artifacts [0-9a-f]+ -> without-artifacts [0-9a-f]+")
        .containsPattern("near duplicate +accepted +\\d+")
        .containsPattern("accepted +low score +\\d+")
        .containsPattern(
            topics.samples() + "/\\d@\\d+  accepted -> low score: score 8.0, needs 9.0")
        .containsPattern(
            topics.samples()
                + "/\\d@\\d+  near duplicate: repeats s\\d+ at \\S+, similarity 0\\.[78]");
    assertThat(err.toString())
        .contains("the verdicts of the replay differ from those of the first run");
  }

  @Tag("long")
  @Test
  void aRebuildFromTheMiddleSaysWhatItCannotKnow() throws Exception {
    assertThat(replay(prefix(), "--from-offsets", "0:150", "--compare")).isZero();
    assertThat(out.toString())
        .contains("Deduplication starts without state: up to 150 records before --from")
        .containsPattern("(near duplicate|exact copy) +accepted +\\d+")
        .contains("repeat a sample before --from, which the replay does not know")
        .contains("350 positions");
  }

  @Test
  void refusesTopicsThatExistAndStateThatDoesNot() {
    String first = topics.accepted().substring(0, topics.accepted().indexOf("-accepted"));
    assertThat(replay(first)).isEqualTo(2);
    assertThat(err.toString()).contains("exists, and a replay writes into new ones");
    assertThat(replay(prefix(), "--mode", "with-memory")).isEqualTo(2);
    assertThat(err.toString()).contains("needs --state");
    assertThat(replay(prefix(), "--mode", "with-memory", "--state", "nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("--state nowhere does not exist");
    assertThat(replay("a b")).isEqualTo(2);
  }

  /** A first run on one processor, and the same samples on another. */
  @Test
  void anotherProcessorDecidesTheSameWithTheRowsOfTheFirstRunAndEmbedsNoPrompt() throws Exception {
    CurationTopics first = scenario.load(PARTITIONS, NearTies.samples(PARTITIONS));
    stopped(first);
    Map<String, Verdict> decided = byPosition(first);
    assertThat(tied(decided)).hasSizeGreaterThan(NearTies.TIED.size());

    String prefix = prefix();
    assertThat(replay(first, nearTies, prefix, alike())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("Clusters of 16 prompts taken from the first run's rows, 0 prompts embedded.");
    assertThat(byPosition(first.withOutputs(prefix))).isEqualTo(decided);
  }

  @Tag("long")
  @Test
  void withoutTheRowsOfTheFirstRunOnlyNearTiesMayDiffer() throws Exception {
    CurationTopics first = scenario.load(PARTITIONS, NearTies.samples(PARTITIONS));
    scenario.run(nearTies(first, OtherProcessor.seeded(1)), 2);
    Map<String, Verdict> decided = byPosition(first);

    CurationTopics afresh = scenario.withNewOutputs(first.samples());
    scenario.run(nearTies(afresh, OtherProcessor.seeded(2)), 2);
    Map<String, Verdict> otherwise = byPosition(afresh);
    assertThat(tied(otherwise)).containsExactlyElementsOf(tied(decided));
    assertThat(differences(first, afresh)).isNotEmpty().isSubsetOf(tied(decided));

    CurationTopics part = scenario.withNewOutputs(first.samples());
    PromptEmbedding partly =
        embedding(OtherProcessor.seeded(2)).after(rows(first, first.accepted()));
    scenario.run(nearTies(part, OtherProcessor.seeded(2)).with(partly), 2);
    assertThat(byPosition(part))
        .containsAllEntriesOf(
            filtered(decided, verdict -> verdict.decision() == Decision.ACCEPTED));
  }

  @Tag("long")
  @Test
  void takesClustersFromStateTooAndEmbedsAgainWhereToldTo() throws Exception {
    CurationTopics first = scenario.load(PARTITIONS, NearTies.samples(PARTITIONS));
    Path savepoint = stopped(first);
    List<String> withMemory = new ArrayList<>(List.of(alike()));
    withMemory.addAll(List.of("--mode", "with-memory", "--state", savepoint.toString()));
    assertThat(replay(first, nearTies, prefix(), withMemory.toArray(String[]::new)))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("others from its state, 0 prompts embedded.");

    String prefix = prefix();
    assertThat(
            replay(first, nearTies, prefix, "--centroids", centroids.toString(), "--embed-again"))
        .as(err.toString())
        .isZero();
    long changed = changedClusters(first, first.withOutputs(prefix));
    assertThat(out.toString())
        .contains(
            "16 prompts embedded again: %d changed cluster, %1$d of them label."
                .formatted(changed));
  }

  private static String[] alike() {
    return new String[] {"--centroids", centroids.toString(), "--compare", "--fail-on-difference"};
  }

  /** Runs the job on the samples of near ties, and stops it with a savepoint. */
  private static Path stopped(CurationTopics first) throws Exception {
    scenario.append(first, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
    CurationSettings settings =
        new CurationSettings(
                RecipeLoader.load(nearTies.toString()),
                null,
                centroids,
                first,
                false,
                first.accepted())
            .with(embedding(OtherProcessor.seeded(1)));
    RunningJob running = scenario.submit(settings, 2);
    scenario.awaitRows(first, NearTies.samples(PARTITIONS).size());
    return Path.of(URI.create(running.stopWithSavepoint(directory)));
  }

  private static CurationSettings nearTies(CurationTopics topics, EncoderSource encoder)
      throws Exception {
    return new CurationSettings(
            RecipeLoader.load(nearTies.toString()),
            null,
            centroids,
            topics,
            true,
            topics.accepted())
        .with(embedding(encoder));
  }

  private static PromptEmbedding embedding(EncoderSource encoder) {
    return new PromptEmbedding(encoder, null, false);
  }

  private static ClusterLog rows(CurationTopics of, String... topics) {
    return ClusterLog.of(of.connection(), List.of(topics));
  }

  private static Map<String, Verdict> byPosition(CurationTopics topics) throws Exception {
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (CuratedRow row : scenario.read(topics).curated()) {
      verdicts.put(row.verdict().position().toString(), row.verdict());
    }
    assertThat(verdicts).hasSize(NearTies.samples(PARTITIONS).size());
    return verdicts;
  }

  /** The positions of near ties. */
  private static Set<String> tied(Map<String, Verdict> verdicts) {
    return filtered(
            verdicts,
            verdict -> domain(verdict).filter(found -> found.nearTie() != null).isPresent())
        .keySet();
  }

  private static Optional<Evidence.Domain> domain(Verdict verdict) {
    return Stream.concat(Stream.ofNullable(verdict.evidence()), verdict.findings().stream())
        .filter(Evidence.Domain.class::isInstance)
        .map(Evidence.Domain.class::cast)
        .findFirst();
  }

  private static Set<String> differences(CurationTopics one, CurationTopics other)
      throws Exception {
    Map<String, Decided> before = scenario.read(one).byPosition();
    Map<String, Decided> now = scenario.read(other).byPosition();
    before.entrySet().removeIf(decided -> decided.getValue().equals(now.get(decided.getKey())));
    return before.keySet();
  }

  private static Map<String, Verdict> filtered(
      Map<String, Verdict> verdicts, Predicate<Verdict> wanted) {
    Map<String, Verdict> filtered = new TreeMap<>(verdicts);
    filtered.values().removeIf(wanted.negate());
    return filtered;
  }

  private static long changedClusters(CurationTopics one, CurationTopics other) throws Exception {
    Map<String, Integer> before = clusters(one);
    Map<String, Integer> now = clusters(other);
    assertThat(now).containsOnlyKeys(before.keySet());
    return before.keySet().stream()
        .filter(prompt -> !before.get(prompt).equals(now.get(prompt)))
        .count();
  }

  private static Map<String, Integer> clusters(CurationTopics topics) throws Exception {
    Map<String, Integer> clusters = new TreeMap<>();
    for (CuratedRow row : scenario.read(topics).curated()) {
      domain(row.verdict())
          .ifPresent(found -> clusters.put(row.sample().get("prompt").asText(), found.cluster()));
    }
    return clusters;
  }

  private static synchronized String prefix() {
    return "replay-" + ++replays;
  }

  private int replay(String prefix, String... options) {
    return replay(topics, recipe, prefix, options);
  }

  private int replay(CurationTopics of, Path with, String prefix, String... options) {
    String accepted = of.accepted();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "replay",
                "--bootstrap-servers",
                of.bootstrapServers(),
                "--topic",
                of.samples(),
                "--outputs",
                accepted.substring(0, accepted.indexOf("-accepted")),
                "--recipe",
                with.toString(),
                "--parallelism",
                "2",
                "--into",
                prefix));
    arguments.addAll(List.of(options));
    return Medsift.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
