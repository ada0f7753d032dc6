package io.medsift.review.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordDifferenceTest {
  @Test
  void marksWhatOnlyOneSideHas() {
    WordDifference difference =
        WordDifference.of("The drug, taken daily, harms.", "the drug taken each day harms");
    assertThat(show(difference.left())).isEqualTo("=The drug, taken= !daily!, =harms=.");
    assertThat(show(difference.right())).isEqualTo("=the drug taken= !each day! =harms=");
  }

  @Test
  void takesEachHanCharacterAsAWord() {
    WordDifference difference = WordDifference.of("患者头痛三天", "患者腹痛三天");
    assertThat(show(difference.left())).isEqualTo("=患者=!头!=痛三天=");
    assertThat(show(difference.right())).isEqualTo("=患者=!腹!=痛三天=");
  }

  @Test
  void findsTheOneWordThatDiffersAtTheEndOfALongText() {
    String same = words(3_000);
    WordDifference difference = WordDifference.of(same + "aspirin", same + "heparin");
    assertThat(different(difference.left())).containsExactly("aspirin");
    assertThat(different(difference.right())).containsExactly("heparin");
  }

  private record Texts(String left, String right) {}

  @Test
  void alignsLongTextsThatDifferInManyPlaces() {
    Texts texts = differingInManyPlaces(60_000);
    WordDifference difference = WordDifference.of(texts.left(), texts.right());
    assertThat(different(difference.left()))
        .hasSize(600)
        .allMatch(word -> word.matches("left\\d+"));
    assertThat(different(difference.right())).hasSize(600);
    requireLinear(differingInManyPlaces(60_000 / Growth.FACTOR), texts);
  }

  private static Texts differingInManyPlaces(int words) {
    StringBuilder left = new StringBuilder();
    StringBuilder right = new StringBuilder();
    Random random = new Random(7);
    for (int i = 0; i < words; i++) {
      String word = "w" + random.nextInt(2_000) + " ";
      left.append(i % 100 == 0 ? "left" + i + " " : word);
      right.append(i % 100 == 0 ? "right" + i + " " : word);
    }
    return new Texts(left.toString(), right.toString());
  }

  @Test
  void staysWithinBoundsOnLongTextsWithoutAnyAnchor() {
    Texts texts = withoutAnyAnchor(200_000);
    WordDifference difference = WordDifference.of(texts.left(), texts.right());
    assertThat(difference.whole()).isFalse();
    assertThat(text(difference.left())).isEqualTo(texts.left());
    assertThat(text(difference.right())).isEqualTo(texts.right());
    requireLinear(withoutAnyAnchor(200_000 / Growth.FACTOR), texts);
  }

  @Test
  void aWordOfMarksOrSigmasTakesLinearTime() {
    for (String piece : List.of("\u0301\u0323", "\u03a3", "\u0130")) {
      int repetitions = 1 << 14;
      requireLinear(
          new Texts("a" + piece.repeat(repetitions / Growth.FACTOR), "a"),
          new Texts("a" + piece.repeat(repetitions), "a"));
    }
  }

  @Test
  void cuttingManyMarksTakesLinearTime() {
    int marks = 1 << 15;
    Growth.requireLinear(
        "cutting a text of many marks",
        marks(marks / Growth.FACTOR),
        marks(marks),
        spans -> {
          var unused = Excerpts.of(List.of(spans), Set.of(Span.Style.MARKED), 100 * marks);
        });
  }

  private static List<Span> marks(int count) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(new Span("between these words and those ", Span.Style.PLAIN));
      spans.add(new Span("m", Span.Style.MARKED));
    }
    return spans;
  }

  private static Texts withoutAnyAnchor(int times) {
    return new Texts("a b ".repeat(times), "b c ".repeat(times));
  }

  private static void requireLinear(Texts small, Texts large) {
    Growth.requireLinear(
        "the difference of two texts",
        small,
        large,
        texts -> {
          var unused = WordDifference.of(texts.left(), texts.right());
        });
  }

  @Test
  void showsWhereTheOtherSideHasMore() {
    WordDifference difference = WordDifference.of("one two three", "one three four");
    assertThat(show(difference.left())).isEqualTo("=one= !two! =three=!!");
    assertThat(show(difference.right())).isEqualTo("=one=!! =three= !four!");
  }

  @Test
  void sharesRunsOfWordsInAnyOrderAndNoSingleWords() {
    WordDifference found =
        WordDifference.sharedRuns(
            "the end. A man of forty has the gout. Say why.",
            "Why? The cause of the pain: a man of forty has THE GOUT",
            4);
    assertThat(show(found.left()))
        .isEqualTo("!the end!. =A man of forty has the gout=. !Say why!.");
    assertThat(show(found.right()))
        .isEqualTo("!Why? The cause of the pain!: =a man of forty has THE GOUT=");
  }

  @Test
  void takesMarksAndUnderscoresForPartsOfWordsAsDeduplicationDoes() {
    WordDifference difference = WordDifference.of("cafe\u0301 a_b", "caf\u00E9 a b");
    assertThat(show(difference.left())).isEqualTo("=cafe\u0301= !a_b!");
    assertThat(show(difference.right())).isEqualTo("=caf\u00E9= !a b!");
  }

  @Test
  void keepsTextWithoutAnyWord() {
    assertThat(show(WordDifference.of("?!", "").left())).isEqualTo("?!");
  }

  private static String words(int count) {
    return IntStream.range(0, count).mapToObj(i -> "word" + i % 700 + " ").collect(joining());
  }

  private static List<String> different(List<Span> spans) {
    return spans.stream()
        .filter(span -> span.style() == Span.Style.DIFFERENT)
        .map(Span::text)
        .toList();
  }

  private static String text(List<Span> spans) {
    return spans.stream().map(Span::text).collect(joining());
  }

  private static String show(List<Span> spans) {
    return spans.stream()
        .map(
            span ->
                switch (span.style()) {
                  case PLAIN -> span.text();
                  case MARKED -> "*" + span.text() + "*";
                  case SHARED -> "=" + span.text() + "=";
                  case DIFFERENT -> "!" + span.text() + "!";
                })
        .collect(joining());
  }
}
