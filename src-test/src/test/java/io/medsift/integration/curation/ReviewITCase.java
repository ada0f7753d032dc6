package io.medsift.integration.curation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.cli.embedded.Testbed;
import io.medsift.console.ReviewConsole;
import io.medsift.console.index.VerdictFilter;
import io.medsift.console.stream.FollowedTopics;
import io.medsift.console.web.Access;
import io.medsift.curation.write.CurationTopics;
import io.medsift.recipe.RecipeLoader;
import io.medsift.review.reviews.Draw;
import io.medsift.review.reviews.Judged;
import io.medsift.review.reviews.Precision;
import io.medsift.review.reviews.ReviewTopic;
import io.medsift.revision.RevisionTopic;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.SyntheticResponses;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Stratum;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person reviews a sample of the verdicts in the console, over HTTP. */
class ReviewITCase {
  private static final String RECIPE =
      """
      name: short-and-copies
      description: Quality and deduplication.
      quality:
        minimum_prompt_words: 4
      deduplicate:
        ngram: 4
        jaccard: 0.7
      tracks:
        public_medical: {gates: [quality, deduplicate]}
      """;
  private static final int SIZE = Testbed.scaled(8);
  private static final long SEED = 20;
  private static final Pattern FIELD = Pattern.compile("name=\"(\\w+)\" value=\"([^\"]*)\"");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static CurationTopics topics;
  private static Decisions decisions;
  private static Path recipe;
  private static FollowedTopics stream;
  private static ReviewConsole console;
  private static String cookie = "";

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start();
    topics = scenario.load(2, samples(900));
    recipe = Files.writeString(directory.resolve("recipe.yaml"), RECIPE);
    decisions = scenario.run(RecipeLoader.load(recipe.toString()), topics, 2);
    stream = FollowedTopics.open(topics, directory.resolve("console"));
    console = ReviewConsole.start(stream, null, Access.loopback(), 0);
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (stream.index().look(view -> view.count(VerdictFilter.ALL))
        < decisions.curated().size()) {
      assertThat(System.nanoTime()).as("the index of the console").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (console != null) {
      console.close();
    }
    if (stream != null) {
      stream.close();
    }
    scenario.close();
  }

  /** Of two sources; every fourth prompt is too short, and many responses repeat others. */
  private static List<LoggedRecord> samples(int count) throws IOException {
    Random random = new Random(4);
    List<String> responses = new SyntheticResponses(6).take(count);
    List<LoggedRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String prompt = i % 4 == 0 ? "too short" : "a question of at least four words " + i;
      ObjectNode sample =
          (ObjectNode)
              JsonMapper.builder()
                  .build()
                  .readTree(SyntheticResponses.sample("s" + i, prompt, responses.get(i)));
      sample.put("source", i % 3 == 0 ? "first" : "second");
      records.add(
          new LoggedRecord(random.nextInt(2), 1_000_000L + i, sample.toString().getBytes(UTF_8)));
    }
    return records;
  }

  /** What the reviewer knows of a sample, and the gates do not. */
  private static String truth(Position position) {
    long number = position.offset() * 2 + position.partition();
    return number % 20 == 0 ? "unsure" : number % 6 == 1 ? "disagree" : "agree";
  }

  private static Map<Stratum, List<Position>> strata() {
    Map<Stratum, List<Position>> strata = new TreeMap<>();
    decisions
        .curated()
        .forEach(
            row ->
                strata
                    .computeIfAbsent(
                        Stratum.of(row.verdict(), row.sample().path("source").asText()),
                        none -> new ArrayList<>())
                    .add(row.verdict().position()));
    return strata;
  }

  private static String get(String path) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(console.address() + path.substring(1)))
                .header("Cookie", cookie)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static Map<String, String> fields(String page) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(page);
    while (field.find()) {
      fields.putIfAbsent(field.group(1), field.group(2));
    }
    return fields;
  }

  private static HttpResponse<String> post(Map<String, String> fields) throws Exception {
    String body =
        fields.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    String own = console.address().substring(0, console.address().length() - 1);
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(own + "/review"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", own)
            .header("Cookie", cookie)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void enter(String name) throws Exception {
    cookie = "";
    Map<String, String> fields = fields(get("/review"));
    fields.put("act", "reviewer");
    fields.put("reviewer", name);
    HttpResponse<String> answer = post(fields);
    assertThat(answer.statusCode()).isEqualTo(303);
    String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
    cookie = set.substring(0, set.indexOf(';'));
  }

  private static Map<String, String> at(Stratum stratum, Position position) throws Exception {
    Map<String, String> fields = fields(get("/review?seed=" + SEED + "&size=" + SIZE));
    fields.put("seed", Long.toString(SEED));
    fields.put("size", Integer.toString(SIZE));
    fields.put("stratum", stratum.toString());
    fields.put("sample", position.toString());
    return fields;
  }

  private static String link(Position sample) {
    return "/review?seed=%d&size=%d&sample=%s"
        .formatted(SEED, SIZE, URLEncoder.encode(sample.toString(), UTF_8));
  }

  private static void judge(Map<String, String> fields, Position position, String act)
      throws Exception {
    fields.put("sample", position.toString());
    fields.put("act", act);
    HttpResponse<String> answer = post(fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private static CommandRun run(String command, Object... more) {
    String prefix = topics.accepted().substring(0, topics.accepted().lastIndexOf('-'));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--bootstrap-servers",
                topics.bootstrapServers(),
                "--topic",
                topics.samples(),
                "--outputs",
                prefix));
    for (Object each : more) {
      arguments.add(each.toString());
    }
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void aReviewOfAllGroupsGivesThePlantedPrecision() throws Exception {
    cookie = "";
    assertThat(get("/review")).contains("Your name");
    enter("Ada L.");
    Map<Stratum, Judged> planted = new TreeMap<>();
    int reviewed = 0;
    for (Map.Entry<Stratum, List<Position>> stratum : strata().entrySet()) {
      List<Position> drawn = new Draw(SEED, SIZE).of(stratum.getValue());
      Map<String, String> fields = at(stratum.getKey(), drawn.get(0));
      long agree = 0;
      long disagree = 0;
      for (Position position : drawn) {
        if (reviewed++ % 25 == 0) {
          // Without a sample the page shows the next one.
          String page =
              get(
                  "/review?seed=%d&size=%d&stratum=%s"
                      .formatted(
                          SEED, SIZE, URLEncoder.encode(stratum.getKey().toString(), UTF_8)));
          assertThat(fields(page)).containsEntry("sample", position.toString());
        }
        judge(fields, position, truth(position));
        agree += truth(position).equals("agree") ? 1 : 0;
        disagree += truth(position).equals("disagree") ? 1 : 0;
      }
      planted.put(
          stratum.getKey(), new Judged(agree, disagree, drawn.size() - agree - disagree, 0));
    }
    assertThat(reviewed).isGreaterThanOrEqualTo(Testbed.scaled(38));
    Precision precision = Precision.of(ReviewTopic.of(topics).read(), Map.of());
    Map<Stratum, Judged> found = new TreeMap<>();
    for (List<Precision.Line> lines : List.of(precision.rejected(), precision.accepted())) {
      lines.stream()
          .filter(line -> line.stratum() != null)
          .forEach(line -> found.put(line.stratum(), line.judged()));
    }
    assertThat(found).isEqualTo(planted);
    String page = get("/precision");
    planted.forEach(
        (stratum, judged) ->
            assertThat(page)
                .contains(
                    "<td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>%d</td><td>0</td>"
                        .formatted(
                            strata().get(stratum).size(),
                            judged.samples(),
                            judged.agree(),
                            judged.disagree(),
                            judged.unsure())));
    assertThat(get("/review?seed=" + SEED + "&size=" + SIZE)).doesNotContain(">Review<span");

    CommandRun audit = run("audit");
    assertThat(audit.exitCode()).as(audit.err()).isZero();
    assertThat(audit.out()).contains("Reviews: " + reviewed + " samples by Ada L.");
    assertThat(audit.out().lines()).anyMatch(line -> line.strip().startsWith("Short prompt"));
  }

  @Test
  void aReviewIsCorrectedAndWithdrawnByItsReviewerAlone() throws Exception {
    enter("bob");
    Map.Entry<Stratum, List<Position>> stratum = strata().entrySet().iterator().next();
    List<Position> all = stratum.getValue();
    List<Position> drawn = new Draw(SEED, SIZE).of(all);
    Position chosen = all.stream().filter(each -> !drawn.contains(each)).findFirst().orElseThrow();
    Map<String, String> fields = at(stratum.getKey(), chosen);
    fields.put("note", "<b>not</b> so");
    judge(fields, chosen, "agree");
    judge(fields, chosen, "disagree");
    var written = ReviewTopic.of(topics).read().of(chosen);
    assertThat(written).hasSize(1);
    assertThat(written.get(0).judgement().wireName()).isEqualTo("disagree");
    assertThat(written.get(0).seed()).isNull();
    String page = get(link(chosen));
    assertThat(page)
        .contains("&lt;b&gt;not&lt;/b&gt; so", "chosen, not drawn", "Withdraw")
        .doesNotContain("<b>not");
    assertThat(run("explain", chosen, "--no-color", "--index", directory.resolve("i")).out())
        .contains("Reviews", "bob", "disagree", "<b>not</b> so");
    judge(fields, chosen, "withdraw");
    assertThat(ReviewTopic.of(topics).read().of(chosen)).isEmpty();

    for (Map<String, String> wrong :
        List.of(
            Map.of("act", "approve"),
            Map.of("act", "agree", "note", "x".repeat(2_001)),
            Map.of("act", "agree", "sample", topics.samples() + "/0@99999"),
            Map.of("act", "revise-revoke", "note", " "),
            Map.of("act", "revise-revoke", "note", "x".repeat(2_001)),
            Map.of("act", "reviewer", "reviewer", "a\nb"))) {
      Map<String, String> bad = new LinkedHashMap<>(fields);
      bad.putAll(wrong);
      assertThat(post(bad).statusCode()).as(wrong.toString()).isBetween(400, 499);
    }
    fields.put("csrf", "0");
    assertThat(post(fields).statusCode()).isEqualTo(403);
    assertThat(ReviewTopic.of(topics).read().of(chosen)).isEmpty();
  }

  private static Set<String> exported(String name) throws IOException {
    Path out = directory.resolve(name);
    CommandRun export =
        CommandRun.of(
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
    assertThat(export.exitCode()).as(export.err()).isZero();
    Set<String> positions = new TreeSet<>();
    try (var files = Files.walk(out.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(file)) {
          var row = JsonMapper.builder().build().readTree(line);
          positions.add(
              new Position(
                      row.path("topic").asText(),
                      row.path("partition").asInt(),
                      row.path("offset").asLong())
                  .toString());
        }
      }
    }
    return positions;
  }

  private static String id(Position position) {
    return decisions.curated().stream()
        .filter(row -> row.verdict().position().equals(position))
        .map(row -> row.sample().path("id").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRevisionChangesTheNextExportAndNothingElse() throws Exception {
    enter("eve");
    Map<Stratum, List<Position>> strata = strata();
    Stratum accepted = Stratum.accepted("second");
    Stratum duplicate =
        strata.keySet().stream()
            .filter(each -> each.toString().startsWith("deduplicate/NEAR"))
            .findFirst()
            .orElseThrow();
    Position out = strata.get(accepted).get(3);
    Position in = strata.get(duplicate).get(2);
    Set<String> before = exported("before");

    Map<String, String> fields = at(accepted, out);
    fields.put("note", "not medical");
    judge(fields, out, "revise-revoke");
    assertThat(post(fields).statusCode()).as("again").isEqualTo(409);
    Map<String, String> other = at(duplicate, in);
    other.put("note", "says more");
    judge(other, in, "revise-reinstate");

    Set<String> expected = new TreeSet<>(before);
    expected.remove(out.toString());
    expected.add(in.toString());
    assertThat(exported("revised")).isEqualTo(expected);
    // The first folder keeps its files, and says what is to be deleted.
    assertThat(exported("before")).isEqualTo(union(before, in.toString()));
    assertThat(Files.readString(directory.resolve("before/deletions.jsonl")))
        .contains("\"" + id(out) + "\"", "not medical", "eve");
    assertThat(run("audit").out()).contains("accepted samples 1 are revoked, and 1 rejected ones");
    assertThat(run("explain", out, "--no-color", "--index", directory.resolve("j")).out())
        .contains("revoked later", "reviewer eve", "not medical");
    assertThat(get(link(out))).contains("Take back", "not medical");

    if (Testbed.scaled(1) > 1) {
      assertThatAReplayDoesNotSeeIt();
    }
    assertThat(scenario.read(topics).byPosition()).isEqualTo(decisions.byPosition());

    fields.put("note", "it is, after all");
    judge(fields, out, "revise-reinstate");
    other.put("note", "it does not");
    judge(other, in, "revise-revoke");
    assertThat(exported("after")).isEqualTo(before);
    CommandRun audit = run("audit");
    assertThat(audit.exitCode()).as(audit.err()).isZero();
    assertThat(audit.out()).doesNotContain("are revoked");
    assertThat(RevisionTopic.of(topics).read().history(out))
        .extracting(Revision::note)
        .containsExactly("not medical", "it is, after all");
  }

  /** Only with {@code -Plong}: it is one more job. */
  private static void assertThatAReplayDoesNotSeeIt() {
    CommandRun replay =
        run(
            "replay",
            "--recipe",
            recipe,
            "--parallelism",
            2,
            "--into",
            topics.accepted() + "-again",
            "--compare",
            "--fail-on-difference");
    assertThat(replay.exitCode()).as(replay.out() + replay.err()).isZero();
    assertThat(replay.out()).containsPattern("revised by reviewers, compared as before that +2");
  }

  private static Set<String> union(Set<String> positions, String more) {
    Set<String> all = new TreeSet<>(positions);
    all.add(more);
    return all;
  }
}
