package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.DeadLetterTally;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.util.List;

/** Records that are not samples, by what is wrong with them. */
record DeadLetterList(Tally tally) implements Section {
  private static final int MAX_SHOWN = 6;

  @Override
  public void write(Html html) {
    DeadLetterTally letters = tally.deadLetters();
    if (letters.total() == 0) {
      html.element("p", "empty", "Every record was a sample.");
      return;
    }
    List<DeadLetterTally.Kind> kinds = letters.kinds();
    kinds.stream().limit(MAX_SHOWN).forEach(kind -> write(html, kind));
    if (kinds.size() > MAX_SHOWN) {
      html.open("details")
          .element("summary", "", Plural.of(kinds.size() - MAX_SHOWN, "further kind"));
      kinds.stream().skip(MAX_SHOWN).forEach(kind -> write(html, kind));
      html.close();
    }
  }

  private static void write(Html html, DeadLetterTally.Kind kind) {
    html.open("article", "class", "card letter").div("meta");
    html.element("b", "", Formats.count(kind.count()) + " ×")
        .element("span", "error", kind.letters().get(0).error())
        .close();
    for (DeadLetterTally.Letter letter : kind.letters()) {
      String where = letter.line() == null ? "" : letter.line() + " · ";
      html.element("p", "position", where + letter.position())
          .open("div", "class", "text raw", "dir", "auto", "tabindex", "0")
          .text(letter.raw())
          .close();
    }
    html.close();
  }
}
