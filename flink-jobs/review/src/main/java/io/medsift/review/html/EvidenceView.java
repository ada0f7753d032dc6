package io.medsift.review.html;

import io.medsift.review.evidence.EvidencePanel;
import io.medsift.review.evidence.EvidencePanel.Fact;
import io.medsift.review.evidence.EvidencePanel.Text;
import io.medsift.review.text.Span;
import java.util.List;

/** Evidence on a page: facts, and the texts beside each other. */
public final class EvidenceView {
  private EvidenceView() {}

  /** Writes the facts, and the texts beside each other. */
  public static void write(Html html, EvidencePanel panel) {
    answers(html, panel.facts());
    html.div("facts");
    for (Fact fact : panel.facts()) {
      if (fact.kind() == Fact.Kind.PLAIN) {
        html.open("span", "class", "fact", "dir", "auto")
            .element("span", "name", fact.name())
            .element("b", "", fact.value())
            .close();
      }
    }
    html.close();
    if (panel.texts().size() == 1) {
      side(html, panel.texts().get(0));
    } else if (!panel.texts().isEmpty()) {
      html.div(
          switch (panel.marks()) {
            case NONE -> "sides";
            case SHARED -> "sides mark-shared";
            case DIFFERENT -> "sides mark-different";
          });
      for (Text text : panel.texts()) {
        side(html, text);
      }
      html.close();
    }
  }

  private static void answers(Html html, List<Fact> facts) {
    if (facts.stream().allMatch(fact -> fact.kind() == Fact.Kind.PLAIN)) {
      return;
    }
    html.div("answer");
    for (Fact fact : facts) {
      if (fact.kind() != Fact.Kind.PLAIN) {
        html.div(fact.kind() == Fact.Kind.GOLD ? "gold" : "given")
            .element("span", "name", fact.name())
            .element("b", "", fact.value())
            .close();
      }
    }
    html.close();
  }

  /** Writes a text under its title. */
  private static void side(Html html, Text text) {
    html.div("side")
        .element("h4", "", text.title())
        .open("div", "class", "text", "dir", "auto", "tabindex", "0");
    for (Span span : text.spans()) {
      if (span.text().isEmpty()) {
        continue;
      }
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
