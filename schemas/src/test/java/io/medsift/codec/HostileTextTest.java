package io.medsift.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import io.medsift.sample.Annotations;
import io.medsift.sample.Sample;
import io.medsift.text.Text;
import io.medsift.text.TextSearch;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Findings;
import io.medsift.verdict.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts made to be slow. */
class HostileTextTest {
  private static final int SIZE = 1 << 14;

  @Test
  void manyPaddedOptionsAndLinesTakeLinearTime() {
    Growth.requireLinear(
        "listing options under a prompt of as many lines",
        listing(SIZE / Growth.FACTOR),
        listing(SIZE),
        sample -> assertThat(ListedOptions.question(sample)).startsWith("A x"));
  }

  @Test
  void aLongOptionAndManyLinesTakeLinearTime() {
    Growth.requireLinear(
        "looking for a long option in many lines",
        sample("a\n".repeat(SIZE / Growth.FACTOR), Map.of("a", " ".repeat(SIZE / Growth.FACTOR))),
        sample("a\n".repeat(SIZE), Map.of("a", " ".repeat(SIZE))),
        sample -> assertThat(ListedOptions.question(sample)).isEqualTo(sample.prompt()));
  }

  private static Sample listing(int size) {
    Map<String, String> options = new LinkedHashMap<>();
    StringBuilder prompt = new StringBuilder("A x");
    for (int i = 0; i < size / 4; i++) {
      options.put("A" + " ".repeat(i % 50) + i, "y" + i);
      prompt.append("\nA").append(i).append(" y");
    }
    return sample(prompt.toString(), options);
  }

  private static Sample sample(String prompt, Map<String, String> options) {
    return new Sample(
        "id",
        "source",
        null,
        "track",
        prompt,
        List.of(),
        null,
        options,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Annotations.EMPTY,
        null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u03a3", "\u03a3'", "\u0130", "\ud801\udc00"})
  void loweringTakesLinearTime(String piece) {
    int repetitions = SIZE / 2;
    Growth.requireLinear(
        "lowering a text of <" + piece + ">",
        piece.repeat(repetitions / Growth.FACTOR),
        piece.repeat(repetitions),
        text -> {
          var unused = Text.lowerCase(text);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Abc", "\u00c4\u00d6", "\u0391\u0392 x", "\u03a3\u03b1", "\ud801\udc00"})
  void lowersAsTheJdkDoes(String text) {
    assertThat(Text.lowerCase(text)).isEqualTo(text.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource({
    "abcabcabd, abcabd, 3",
    "aaaa, a, 0",
    "abc, x, -1",
    "abc, abcd, -1",
    "xabababababababababababababababababababababababc, abababababababababababababababababababc, 9"
  })
  void searchesAsTheJdkDoes(String text, String part, int first) {
    assertThat(new TextSearch(text, part).next()).isEqualTo(text.indexOf(part)).isEqualTo(first);
  }

  @Test
  void findsOccurrencesThatOverlap() {
    TextSearch search = new TextSearch("a".repeat(42), "a".repeat(40));

    assertThat(List.of(search.next(), search.next(), search.next(), search.next()))
        .containsExactly(0, 1, 2, -1);
  }

  @Test
  void searchingTakesLinearTime() {
    Growth.requireLinear(
        "searching a text for one like it",
        SIZE / Growth.FACTOR,
        SIZE,
        size -> {
          String repeated = "ab".repeat(size);
          assertThat(TextSearch.contains(repeated, "ab".repeat(size / 2) + "b")).isFalse();
        });
  }

  @Test
  void evidenceThatCutsASurrogatePairCanBeWritten() throws Exception {
    Evidence evidence = new Evidence.Quality("a\ud83d", 1, 2, "\ude00 and \ud83d\ude00");
    byte[] findings = Findings.NONE.with(evidence).json();

    assertThat(RowCodec.evidence(evidence)).contains("a\ufffd", "\ufffd and \ud83d\ude00");
    assertThat(Findings.ofJson(findings))
        .containsExactly(new Evidence.Quality("a\ufffd", 1, 2, "\ufffd and \ud83d\ude00"));
  }

  @Test
  void aHeaderWithALongNameCanBeReadAgain() throws Exception {
    String name = "x".repeat(60_000);
    DeadLetter letter =
        DeadLetter.of(
            "an error", new Position("t", 0, 1), 2, null, null, Map.of(name, new byte[] {'y'}));

    assertThat(RowCodec.readDeadLetter(RowCodec.deadLetter(letter)).headers()).containsKey(name);
  }
}
