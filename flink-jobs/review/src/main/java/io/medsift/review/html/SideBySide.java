package io.medsift.review.html;

import io.medsift.review.evidence.EvidencePanel.Text;
import io.medsift.review.text.Span;

/** One of the texts that stand beside each other, below each other where there is no room. */
final class SideBySide {
  private SideBySide() {}

  /** Writes a text under its title. */
  static void side(Html html, Text text) {
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
