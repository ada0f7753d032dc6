package io.medsift.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.review.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextColumnTest {
  @Test
  void breaksAtSpacesAndPadsToTheWidth() {
    assertThat(lay(10, false, plain("one two three four")))
        .containsExactly("one two   ", "three four");
  }

  @Test
  void breaksWordsThatAreLongerThanALine() {
    assertThat(lay(4, false, plain("abcdefghij"))).containsExactly("abcd", "efgh", "ij  ");
  }

  @Test
  void givesWideCharactersTwoColumns() {
    assertThat(lay(5, false, plain("高血压病"))).containsExactly("高血 ", "压病 ");
  }

  @Test
  void marksInBracketsOrInColourThatEndsWithEachLine() {
    Span marked = new Span("b c", Span.Style.MARKED);
    assertThat(lay(20, false, plain("a "), marked)).containsExactly("a [[b c]]           ");
    assertThat(lay(3, true, plain("a "), marked))
        .containsExactly("a \u001b[1;30;43mb\u001b[0m", "\u001b[1;30;43mc\u001b[0m  ");
  }

  @Test
  void obeysNoControlSequenceOfTheText() {
    assertThat(String.join("", lay(40, false, plain("red \u001b[31m\u0007 \u009b2J end"))))
        .doesNotContain("\u001b", "\u0007", "\u009b")
        .contains("red", "end");
  }

  private static Span plain(String text) {
    return new Span(text, Span.Style.PLAIN);
  }

  private static List<String> lay(int width, boolean colour, Span... spans) {
    return new TextColumn(width, style -> style == Span.Style.MARKED, colour).lay(List.of(spans));
  }
}
