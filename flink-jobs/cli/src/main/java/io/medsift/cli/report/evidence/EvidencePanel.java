package io.medsift.cli.report.evidence;

import static java.util.Objects.requireNonNull;

import io.medsift.cli.report.text.Span;
import java.util.List;

/**
 * What decided on a sample: facts, and one or two texts beside each other in which it is marked.
 *
 * @param marks which spans of the texts stand out, besides those that are MARKED
 */
public record EvidencePanel(List<Fact> facts, List<Text> texts, Marks marks) {
  public EvidencePanel {
    facts = List.copyOf(facts);
    texts = List.copyOf(texts);
    requireNonNull(marks, "marks is null");
  }

  /** A name and its value, which are never blank. */
  public record Fact(String name, String value, Kind kind) {
    /** What a fact is about. */
    public enum Kind {
      /** Anything. */
      PLAIN,
      /** The answer that a response gave. */
      GIVEN,
      /** The answer that is right. */
      GOLD
    }
  }

  /** A text under its title. */
  public record Text(String title, List<Span> spans) {
    public Text {
      requireNonNull(title, "title is null");
      spans = List.copyOf(spans);
    }
  }

  /** What stands out when two texts are compared. */
  public enum Marks {
    /** Nothing but what is MARKED. */
    NONE,
    /** What both have. */
    SHARED,
    /** What only one has. */
    DIFFERENT
  }
}
