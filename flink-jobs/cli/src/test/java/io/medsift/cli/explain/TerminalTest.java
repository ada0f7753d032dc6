package io.medsift.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.review.text.Span;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 30, 43, 44, 60, 90})
  void showsOneTextUnderTheOtherWhereThereIsNoRoom(int width) {
    texts(
        width, "the patient takes aspirin daily and 高血压病", "a second text that is of some length");
    assertThat(out.toString().lines().map(TextColumn::columns))
        .allSatisfy(columns -> assertThat(columns).isLessThanOrEqualTo(Math.max(20, width)));
    String words = out.toString().replaceAll("\\s+", " ");
    assertThat(words)
        .contains("first the patient takes aspirin daily and")
        .contains("second a second text that is of some length");
  }

  @Test
  void showsTextsBesideEachOtherWhereThereIs() {
    texts(91, "one", "two");
    assertThat(out.toString().lines().toList().get(1)).matches("one +two");
  }

  @Test
  void keepsValuesInOneColumn() {
    Terminal terminal = terminal(80);
    terminal.fact("short", "one");
    terminal.fact("header of a name that is longer", "two");
    terminal.fact("高血压病", "three");
    terminal.flush();
    assertThat(out.toString().lines())
        .containsExactly(
            "short" + " ".repeat(22) + "one",
            "header of a name that is longer",
            " ".repeat(27) + "two",
            "高血压病" + " ".repeat(19) + "three");
  }

  @Test
  void noTextMakesALineOfItsOwnOrIsObeyed() {
    String hostile = "id\n\u001b[2Jaccepted\u009b31m\u202e\u0007";
    Terminal terminal = terminal(80);
    terminal.title(hostile);
    terminal.line(hostile);
    terminal.soft(hostile);
    terminal.fact(hostile, hostile);
    terminal.flush();

    assertThat(out.toString().lines())
        .hasSizeLessThanOrEqualTo(5)
        .noneMatch(l -> l.startsWith("acc"));
    assertThat(out.toString()).doesNotContain("\u001b", "\u009b", "\u202e", "\u0007");
  }

  private void texts(int width, String first, String second) {
    Terminal terminal = terminal(width);
    terminal.texts(
        List.of("first", "second"),
        List.of(
            List.of(new Span(first, Span.Style.PLAIN)),
            List.of(new Span(second, Span.Style.PLAIN))),
        EnumSet.noneOf(Span.Style.class));
    terminal.flush();
  }

  private Terminal terminal(int width) {
    return new Terminal(new PrintWriter(out), false, width);
  }
}
