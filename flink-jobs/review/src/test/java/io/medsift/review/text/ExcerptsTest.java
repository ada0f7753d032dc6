package io.medsift.review.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.review.text.Span.Style;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExcerptsTest {
  private static final Set<Style> MARKED = EnumSet.of(Style.MARKED);
  private static final Span FILLER = plain("filler ".repeat(300));

  @Test
  void showsAMarkFarInsideWithWhatIsAroundIt() {
    Excerpts excerpts = Excerpts.of(List.of(List.of(FILLER, mark("leak"), FILLER)), MARKED, 400);
    String text = text(excerpts.texts().get(0));
    assertThat(text).startsWith(" … ").endsWith(" … ").contains("filler *leak*filler");
    assertThat(text.length()).isBetween(300, 420);
    assertThat(excerpts.shown()).isEqualTo(1);
  }

  @Test
  void putsEllipsesBetweenMarksThatAreFarApart() {
    List<Span> spans = List.of(mark("first"), FILLER, mark("second"), FILLER, mark("third"));
    String text = text(Excerpts.of(List.of(spans), MARKED, 1_000).texts().get(0));
    assertThat(text).startsWith("*first*").endsWith("*third*").contains("*second*");
    assertThat(text.split(" … ", -1)).hasSize(3);
  }

  @Test
  void showsTheSamePlacesOfBothTextsLongestFirstAndCountsTheRest() {
    List<Span> left = new ArrayList<>();
    List<Span> right = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      left.addAll(List.of(FILLER, mark("l" + i)));
      right.addAll(List.of(FILLER, mark(i == 17 ? "much longer r17" : "")));
    }
    Excerpts excerpts = Excerpts.of(List.of(left, right), MARKED, 400);
    assertThat(text(excerpts.texts().get(0))).contains("*l17*", "*l10*").doesNotContain("*l9*");
    assertThat(text(excerpts.texts().get(1))).contains("*much longer r17*");
    assertThat(excerpts.marks()).isEqualTo(20);
    assertThat(excerpts.shown()).isBetween(2, 5);
  }

  @Test
  void cutsAMarkThatIsTooLongItself() {
    List<Span> spans = List.of(FILLER, mark("x".repeat(5_000)), FILLER);
    assertThat(text(Excerpts.of(List.of(spans), MARKED, 400).texts().get(0)).length())
        .isLessThan(420);
  }

  @Test
  void leavesWhatFitsAsItIs() {
    List<Span> spans = List.of(plain("short "), mark("leak"));
    assertThat(Excerpts.of(List.of(spans), MARKED, 400).texts()).containsExactly(spans);
  }

  @Test
  void neverCutsACodePointInTwo() {
    Span faces = plain("\uD83D\uDE00".repeat(1_000));
    for (int length = 300; length < 304; length++) {
      List<Span> cut =
          Excerpts.of(List.of(List.of(faces, mark("leak"), faces)), MARKED, length).texts().get(0);
      assertThat(cut)
          .noneMatch(
              span ->
                  span.text()
                      .codePoints()
                      .anyMatch(point -> Character.getType(point) == Character.SURROGATE));
    }
  }

  private static Span plain(String text) {
    return new Span(text, Style.PLAIN);
  }

  private static Span mark(String text) {
    return new Span(text, Style.MARKED);
  }

  private static String text(List<Span> spans) {
    return spans.stream()
        .map(span -> span.style() == Style.MARKED ? "*" + span.text() + "*" : span.text())
        .collect(joining());
  }
}
