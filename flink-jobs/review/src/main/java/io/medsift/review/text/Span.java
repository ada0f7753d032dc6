package io.medsift.review.text;

import static java.util.Objects.requireNonNull;

/** A piece of text and how it is to be shown. */
public record Span(String text, Style style) {
  public Span {
    requireNonNull(text, "text is null");
    requireNonNull(style, "style is null");
  }

  /** Style in which a span is shown. */
  public enum Style {
    /** Plain text. */
    PLAIN,
    /** The piece that decided. */
    MARKED,
    /** Stands on the other side too. */
    SHARED,
    /** Stands on this side only. */
    DIFFERENT
  }
}
