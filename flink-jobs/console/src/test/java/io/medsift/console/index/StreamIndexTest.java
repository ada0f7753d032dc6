package io.medsift.console.index;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.console.index.Facet.Outcome;
import io.medsift.review.reviews.Draw;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Revision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamIndexTest {
  private static final Evidence LEAK =
      new LeakEvidence.SharedNgram("MedQA", "17", "item", "a run of words", 1);
  private static final Evidence DOMAIN =
      new Evidence.Domain(42, "Medical", 0.9, 0.8, List.of("Medical"), null, null);

  // Lets all through, and is not the filter that asks for nothing.
  private static final VerdictFilter EVER = VerdictFilter.ALL.since(1);

  @TempDir private Path directory;
  private StreamIndex index;

  @BeforeEach
  void open() throws Exception {
    index = StreamIndex.open(directory, "topics");
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void add(long offset, Map<String, String> sample, Reason reason, Evidence evidence)
      throws Exception {
    OutputTopic output = reason == null ? OutputTopic.ACCEPTED : OutputTopic.REJECTED;
    byte[] row = SyntheticRows.row(offset, sample, reason, evidence, DOMAIN);
    index.add(
        new RowLocation(output, 0, offset), DecidedRow.read(output, row, "x"), 1_000 + offset);
  }

  private List<String> find(VerdictFilter filter) throws Exception {
    index.refresh();
    return index.look(view -> view.matches(filter).latest(100, null)).stream()
        .map(ListedVerdict::position)
        .map(position -> position.substring(position.indexOf('@') + 1))
        .toList();
  }

  private <T> T all(StreamIndex.Look<T> look) throws Exception {
    return index.look(look);
  }

  private Map<String, Long> counts(Facet dimension) throws Exception {
    return all(view -> view.matches(VerdictFilter.ALL).counts(dimension));
  }

  private List<String> find(String words) throws Exception {
    return find(VerdictFilter.ALL.containing(words));
  }

  private boolean hasAnother(Position position, String id) {
    return new IndexedPlaces(index).hasAnother(position, id);
  }

  @Test
  void drawsOfMatchesAndKnowsWhoseAPositionIs() throws Exception {
    for (int i = 0; i < 50; i++) {
      add(i, Map.of(), i % 2 == 0 ? Reason.WRONG_ANSWER : null, null);
    }
    index.refresh();
    VerdictFilter wrong = VerdictFilter.ALL.with(Facet.REASON, Reason.WRONG_ANSWER.name());
    Draw draw = new Draw(5, 10);
    List<Position> even =
        IntStream.range(0, 25).mapToObj(each -> new Position("samples", 0, 2L * each)).toList();
    List<Position> drawn = all(view -> view.matches(wrong).draw("samples", draw));
    assertThat(drawn).isEqualTo(draw.of(even)).hasSize(10);
    Position first = new Position("samples", 0, 0);
    assertThat(hasAnother(first, "id-0")).isFalse();
    assertThat(hasAnother(first, "id-7")).isTrue();
    Position none = new Position("samples", 0, 77);
    assertThat(hasAnother(none, "id-7")).isFalse();
  }

  @Test
  void countsLeaksOverTimeAndClustersByWhatBecameOfTheirSamples() throws Exception {
    add(0, Map.of(), Reason.SHARED_NGRAM, LEAK);
    add(1, Map.of(), Reason.OFF_DOMAIN, DOMAIN);
    add(2, Map.of(), null, null);
    index.refresh();
    add(9, Map.of(), Reason.SHARED_NGRAM, LEAK);
    add(10, Map.of(), Reason.WRONG_ANSWER, null);
    index.refresh();
    TimeTable times =
        all(view -> TimeTable.of(view.matches(VerdictFilter.ALL), Facet.BENCHMARK, 11));
    assertThat(times.first()).isEqualTo(1_000);
    assertThat(times.last()).isEqualTo(1_010);
    assertThat(times.counts().get("MedQA")).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
    assertThat(times.sums(11)).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
    List<ClusterCount> clusters = all(view -> ClusterCount.of(view.matches(VerdictFilter.ALL)));
    assertThat(clusters).containsExactly(new ClusterCount("42", "Medical", 5, 1, 1));
    VerdictFilter none = VerdictFilter.ALL.with(Facet.SOURCE, "no such source");
    List<ClusterCount> noClusters = all(view -> ClusterCount.of(view.matches(none)));
    assertThat(noClusters).isEmpty();
    assertThat(all(view -> TimeTable.of(view.matches(none), Facet.BENCHMARK, 11)).counts())
        .isEmpty();
  }

  @Test
  void findsWordsInPromptTraceAndResponse() throws Exception {
    add(1, Map.of("prompt", "Which vitamin prevents scurvy?"), null, null);
    add(2, Map.of("response", "Scurvy is a lack of ascorbic acid."), null, null);
    add(3, Map.of("reasoning", "The SCURVY, of course. A vitamin prevents it."), null, null);
    assertThat(find("scurvy")).containsExactly("3", "2", "1");
    assertThat(find("prevents vitamin")).containsExactly("3", "1");
    assertThat(find("\"vitamin prevents scurvy\"")).containsExactly("1");
    assertThat(find("scurvy -vitamin")).containsExactly("2");
    assertThat(find("-vitamin")).containsExactly("2");
    assertThat(find("scur*")).hasSize(3);
    assertThat(find("scur")).isEmpty();
    assertThat(find("id-2")).contains("2");
    assertThat(find("samples/0@3")).contains("3");
    assertThat(find("\"unclosed -")).isEmpty();
    assertThat(find("* ? AND OR ) \\ ~")).isEmpty();
  }

  @Test
  void findsChineseByPairsAndByOneCharacterAndBeyondTheBasicPlane() throws Exception {
    add(1, Map.of("prompt", "糖尿病患者的首选药物是什么？"), null, null);
    add(2, Map.of("prompt", "高血压的药物"), null, null);
    add(3, Map.of("prompt", "𠀀𠀁 is rare"), null, null);
    assertThat(find("糖尿病")).containsExactly("1");
    assertThat(find("药物")).containsExactly("2", "1");
    assertThat(find("药")).containsExactly("2", "1");
    assertThat(find("病糖")).isEmpty();
    assertThat(find("𠀀𠀁")).containsExactly("3");
    assertThat(find("𠀁")).containsExactly("3");
  }

  @Test
  void filtersAndCountsByWhatEvidenceSays() throws Exception {
    add(1, Map.of("source", "a"), Reason.SHARED_NGRAM, LEAK);
    add(2, Map.of("source", "b"), Reason.LOW_SCORE, new Evidence.Score(2.5, 7, "m", "v"));
    add(3, Map.of("source", "b"), null, null);
    index.add(
        new RowLocation(OutputTopic.DEAD_LETTERS, 0, 4),
        DecidedRow.read(
            OutputTopic.DEAD_LETTERS, SyntheticRows.letter(4, "no id at all", "{}"), "x"),
        1_004);
    index.addBroken(new RowLocation(OutputTopic.ACCEPTED, 0, 9), "it has no value");
    assertThat(find(VerdictFilter.ALL)).containsExactly("4", "3", "2", "1");
    assertThat(find(VerdictFilter.ALL.with(Facet.BENCHMARK, "MedQA"))).containsExactly("1");
    assertThat(find(VerdictFilter.ALL.with(Facet.SOURCE, "b"))).containsExactly("3", "2");
    assertThat(find(VerdictFilter.ALL.with(Facet.CLUSTER, "42"))).hasSize(3);
    assertThat(find(VerdictFilter.ALL.with(Facet.GATE, "judge"))).containsExactly("2");
    assertThat(find(new VerdictFilter(Map.of(), "", 0, 2.0, 3.0))).containsExactly("2");
    assertThat(find(new VerdictFilter(Map.of(), "", 0, 3.0, null))).isEmpty();
    assertThat(find(VerdictFilter.ALL.since(1_003))).containsExactly("4", "3");
    assertThat(find("\"no id\"")).containsExactly("4");
    assertThat(counts(Facet.OUTCOME))
        .isEqualTo(
            Map.of(
                Outcome.REJECTED.wireName(),
                2L,
                Outcome.ACCEPTED.wireName(),
                1L,
                Outcome.DEAD_LETTER.wireName(),
                1L));
    Map<String, Map<String, Long>> table =
        all(view -> view.matches(VerdictFilter.ALL).table(Facet.SOURCE, Facet.GATE));
    assertThat(table)
        .isEqualTo(Map.of("a", Map.of("decontaminate", 1L), "b", Map.of("judge", 1L, "", 1L)));
    assertThat(new IndexedPlaces(index).at(new Position("samples", 0, 2)))
        .containsExactly(new RowLocation(OutputTopic.REJECTED, 0, 2));
    new IndexedPlaces(index)
        .forEachBroken((place, problem) -> assertThat(problem).isEqualTo("it has no value"));
  }

  @Test
  void allVerdictsAreCountedAsThoseThatAFilterFinds() throws Exception {
    Reason[] reasons = {Reason.SHARED_NGRAM, Reason.WRONG_ANSWER, null};
    for (int i = 0; i < 400; i++) {
      add(i, Map.of("source", "s" + i % 5), reasons[i % 3], i % 3 == 0 ? LEAK : null);
      if (i % 150 == 0) {
        index.addBroken(new RowLocation(OutputTopic.DEAD_LETTERS, 0, i), "it has no value");
        index.prompt("prompt " + i, new Position("prompts", 0, i));
        index.refresh();
      }
    }
    index.drop(OutputTopic.ACCEPTED, 0, 0, 100);
    index.drop(OutputTopic.REJECTED, 0, 350, 400);
    index.prompt("prompt 150", new Position("prompts", 0, 401));
    index.revise(revision(110, Revision.Action.REVOKE));
    index.refresh();
    for (Facet dimension : Facet.values()) {
      Map<String, Long> found = all(view -> view.matches(EVER).counts(dimension));
      assertThat(counts(dimension)).as("%s", dimension).isEqualTo(found);
    }
    assertThat(counts(Facet.OUTCOME).values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(all(view -> view.matches(VerdictFilter.ALL).total()))
        .isEqualTo(all(view -> view.count(EVER)));
  }

  @Test
  void ofThousandsOfNamesTheMostFrequentAreCounted() throws Exception {
    for (int i = 0; i < 2 * Matches.MAX_VALUES; i++) {
      add(2 * i, Map.of("source", "many " + i), null, null);
      add(2 * i + 1, Map.of("source", i % 2 == 0 ? "the most" : "zero"), null, null);
    }
    index.refresh();
    for (VerdictFilter filter : List.of(VerdictFilter.ALL, EVER)) {
      Map<String, Long> counts = all(view -> view.matches(filter).counts(Facet.SOURCE));
      assertThat(counts).hasSize(Matches.MAX_VALUES).containsEntry("zero", 2_000L);
      assertThat(counts.keySet()).startsWith("the most", "zero");
    }
  }

  @Test
  void aListGoesOnBehindAPlaceWhileVerdictsAreAdded() throws Exception {
    for (int offset = 0; offset < 7; offset++) {
      add(offset, Map.of(), null, null);
    }
    index.refresh();
    List<ListedVerdict> first = index.look(view -> view.matches(VerdictFilter.ALL).latest(3, null));
    add(7, Map.of(), null, null);
    index.refresh();
    ListedVerdict.Mark last = ListedVerdict.Mark.parse(first.get(2).mark().toString());
    List<ListedVerdict> next = all(view -> view.matches(VerdictFilter.ALL).latest(3, last));
    assertThat(next)
        .extracting(ListedVerdict::position)
        .containsExactly("samples/0@3", "samples/0@2", "samples/0@1");
  }

  @Test
  void aRevisionCountsBeforeAndAfterItsVerdict() throws Exception {
    add(1, Map.of(), null, null);
    index.refresh();
    index.revise(revision(1, Revision.Action.REVOKE));
    index.revise(revision(2, Revision.Action.REVOKE));
    add(2, Map.of(), null, null);
    VerdictFilter revoked = VerdictFilter.ALL.with(Facet.REVISED, "revoked");
    assertThat(find(revoked)).containsExactly("2", "1");
    index.revise(revision(1, Revision.Action.REINSTATE));
    assertThat(find(revoked)).containsExactly("2");
    assertThat(counts(Facet.REVISED)).isEqualTo(Map.of("revoked", 1L, "reinstated", 1L));
  }

  private static Revision revision(long offset, Revision.Action action) {
    return new Revision(
        Revision.VERSION,
        action,
        new Position("samples", 0, offset),
        "id-" + offset,
        new Revision.Author(Revision.Author.Kind.REVIEWER, "ada"),
        null,
        null,
        null,
        null,
        null,
        7);
  }

  @Test
  void goesOnAfterARestartAndBeginsAnewForOtherTopics() throws Exception {
    add(1, Map.of("prompt", "kept"), null, null);
    assertThatThrownBy(() -> StreamIndex.open(directory, "topics"))
        .hasMessageContaining("another console");
    index.close();
    index = StreamIndex.open(directory, "topics");
    assertThat(index.end(OutputTopic.ACCEPTED, 0)).isEqualTo(2);
    assertThat(find("kept")).containsExactly("1");
    index.close();
    index = StreamIndex.open(directory, "other topics");
    assertThat(index.end(OutputTopic.ACCEPTED, 0)).isZero();
    assertThat(find("kept")).isEmpty();
  }

  @Test
  void takesAnyNamesAndTexts() throws Exception {
    String hostile = "\ud800 \u202e\u0000 <script> " + "x".repeat(40_000);
    add(
        1,
        Map.of("id", hostile, "source", hostile, "track", hostile, "prompt", hostile),
        Reason.SHARED_NGRAM,
        new LeakEvidence.SharedNgram(hostile, hostile, hostile, hostile, 1));
    assertThat(find("script")).containsExactly("1");
    assertThat(counts(Facet.SOURCE)).hasSize(1);
  }

  @Test
  void aRevisionMayComeBeforeTheFirstRow() throws Exception {
    index.revise(revision(1, Revision.Action.REVOKE));
    index.addBroken(new RowLocation(OutputTopic.ACCEPTED, 0, 0), "it has no value");
    index.revise(revision(2, Revision.Action.REVOKE));
    add(1, Map.of(), null, null);
    index.refresh();
    assertThat(counts(Facet.REVISED)).isEqualTo(Map.of("revoked", 1L));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamedAndEverythingIsClosed() throws Exception {
    add(1, Map.of("prompt", "kept"), null, null);
    index.commit();
    assertThat(index.failure()).isEmpty();
    add(2, Map.of(), null, null);
    Path away = directory.resolveSibling(directory.getFileName() + "-away");
    Files.move(directory, away);
    try {
      assertThatThrownBy(() -> index.commit())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the index " + directory + " cannot be written");
      assertThat(index.failure())
          .hasValueSatisfying(why -> assertThat(why).contains("cannot be written"));
    } finally {
      Files.move(away, directory);
    }
    index.close();
    index = StreamIndex.open(directory, "topics");
    assertThat(find("kept")).containsExactly("1");
  }

  @Test
  void beginsAnewWhereAnotherVersionOfLuceneWrote() throws Exception {
    add(1, Map.of("prompt", "gone"), null, null);
    index.close();
    Path segments;
    try (Stream<Path> files = Files.list(directory)) {
      segments =
          files
              .filter(file -> file.getFileName().toString().startsWith("segments_"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segments);
    String text = new String(bytes, ISO_8859_1);
    byte[] changed = text.replaceAll("Lucene\\d", "LuceneX").getBytes(ISO_8859_1);
    assertThat(changed).isNotEqualTo(bytes);
    CRC32 sum = new CRC32();
    sum.update(changed, 0, changed.length - Long.BYTES);
    ByteBuffer.wrap(changed).putLong(changed.length - Long.BYTES, sum.getValue());
    Files.write(segments, changed);
    Files.writeString(directory.resolve("of somebody else"), "kept");
    index = StreamIndex.open(directory, "topics");
    assertThat(index.end(OutputTopic.ACCEPTED, 0)).isZero();
    assertThat(find("gone")).isEmpty();
    assertThat(directory.resolve("of somebody else")).hasContent("kept");
  }

  @Test
  void aTableCountsRowsAmongManyOtherNames() throws Exception {
    for (int name = 0; name < 2_001; name++) {
      add(name, Map.of("source", "a" + name), null, null);
    }
    add(3_000, Map.of("source", "z"), Reason.SHARED_NGRAM, LEAK);
    index.refresh();
    VerdictFilter rejected = VerdictFilter.ALL.with(Facet.OUTCOME, Outcome.REJECTED.wireName());
    Map<String, Map<String, Long>> table =
        all(view -> view.matches(rejected).table(Facet.SOURCE, Facet.GATE));
    assertThat(table).isEqualTo(Map.of("z", Map.of("decontaminate", 1L)));
  }

  @Test
  void aSearchHasAnEnd() throws Exception {
    for (int i = 0; i < 500; i++) {
      add(i, Map.of("prompt", "word" + i), null, null);
    }
    assertThat(find("wor* word* w0*")).isEmpty();
    assertThatThrownBy(() -> VerdictFilter.ALL.containing("a ".repeat(600)))
        .hasMessage("a search has at most 1,000 characters, got 1,200");
    assertThatThrownBy(() -> VerdictFilter.ALL.containing("a ".repeat(70)))
        .hasMessage("a search has at most 64 words, got 70");
    assertThatThrownBy(() -> VerdictFilter.ALL.containing("\u7cd6".repeat(70)))
        .hasMessageContaining("at most 64 words");
    String twenty =
        IntStream.range(0, 20).mapToObj(i -> "absent" + i).collect(Collectors.joining(" "));
    // None of the words is left out.
    assertThat(find("word1 " + twenty)).isEmpty();
    assertThat(find("-" + twenty.replace(" ", " -") + " word7")).containsExactly("7");
  }
}
