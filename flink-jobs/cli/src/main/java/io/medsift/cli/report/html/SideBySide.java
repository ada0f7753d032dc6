package io.medsift.cli.report.html;

import io.medsift.cli.report.text.Span;
import io.medsift.cli.report.text.WordDifference;
import java.util.List;

/** Two texts beside each other, below each other where there is no room. */
final class SideBySide {
  private SideBySide() {}

  /** Two texts of which only the marked pieces stand out. */
  static void write(
      Html html, String leftTitle, List<Span> left, String rightTitle, List<Span> right) {
    write(html, "sides", leftTitle, left, rightTitle, right);
  }

  /** Two texts of which the words that differ stand out. */
  static void differences(
      Html html, String leftTitle, String left, String rightTitle, String right) {
    WordDifference words = WordDifference.of(left, right);
    write(html, "sides mark-different", leftTitle, words.left(), rightTitle, words.right());
  }

  /** Two texts of which the words that both have, in order, stand out. */
  static void sharedWords(
      Html html, String leftTitle, String left, String rightTitle, String right) {
    WordDifference words = WordDifference.of(left, right);
    write(html, "sides mark-shared", leftTitle, words.left(), rightTitle, words.right());
  }

  private static void write(
      Html html,
      String cssClass,
      String leftTitle,
      List<Span> left,
      String rightTitle,
      List<Span> right) {
    html.div(cssClass);
    side(html, leftTitle, left);
    side(html, rightTitle, right);
    html.close();
  }

  /** One text alone. */
  static void side(Html html, String title, List<Span> spans) {
    html.div("side")
        .element("h4", "", title)
        .open("div", "class", "text", "dir", "auto", "tabindex", "0");
    for (Span span : spans) {
      switch (span.style()) {
        case PLAIN -> html.text(span.text());
        case MARKED -> html.element("mark", "", span.text());
        case SHARED -> html.element("span", "shared", span.text());
        case DIFFERENT -> html.element("span", "different", span.text());
      }
    }
    html.close(2);
  }
}
