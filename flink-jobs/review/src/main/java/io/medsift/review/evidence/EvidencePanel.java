package io.medsift.review.evidence;

import static java.util.Objects.requireNonNull;

import io.medsift.review.text.Excerpt;
import io.medsift.review.text.Excerpts;
import io.medsift.review.text.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Evidence on a sample: facts, and one or two whole texts beside each other in which it is marked.
 *
 * @param marks which spans of the texts stand out, besides those that are MARKED
 */
public record EvidencePanel(List<Fact> facts, List<Text> texts, Marks marks) {
  private static final int LENGTH = 1_600;
  private static final int COMPARED_LENGTH = 4_000;

  public EvidencePanel {
    facts = List.copyOf(facts);
    texts = List.copyOf(texts);
    requireNonNull(marks, "marks is null");
  }

  /** The styles that stand out. */
  public Set<Span.Style> marked() {
    return switch (marks) {
      case NONE -> EnumSet.of(Span.Style.MARKED);
      case SHARED -> EnumSet.of(Span.Style.MARKED, Span.Style.SHARED);
      case DIFFERENT -> EnumSet.of(Span.Style.MARKED, Span.Style.DIFFERENT);
    };
  }

  /**
   * The same with texts cut to what stands out and what is around it, and a fact that says so where
   * something that stands out is left away.
   */
  public EvidencePanel shortened() {
    int length = marks == Marks.NONE ? LENGTH : COMPARED_LENGTH;
    Excerpts excerpts = Excerpts.of(texts.stream().map(Text::spans).toList(), marked(), length);
    List<Fact> more = new ArrayList<>(facts);
    if (excerpts.shown() < excerpts.marks()) {
      more.add(
          new Fact(
              "marked places",
              String.format(
                  Locale.ROOT, "%,d, of which %,d are shown", excerpts.marks(), excerpts.shown()),
              Fact.Kind.PLAIN));
    }
    List<Text> cut =
        IntStream.range(0, texts.size())
            .mapToObj(i -> texts.get(i).cut(excerpts.texts().get(i), length))
            .toList();
    return new EvidencePanel(more, cut, marks);
  }

  /** A name and its value, which are never blank. */
  public record Fact(String name, String value, Kind kind) {
    /** Kind of a fact. */
    public enum Kind {
      /** Anything. */
      PLAIN,
      /** The answer that a response gave. */
      GIVEN,
      /** The answer that is right. */
      GOLD
    }
  }

  /**
   * A text under its title.
   *
   * @param end whether its end says more than its beginning
   */
  public record Text(String title, List<Span> spans, boolean end) {
    public Text {
      requireNonNull(title, "title is null");
      spans = List.copyOf(spans);
    }

    /** A text with pieces that are marked. */
    public Text(String title, List<Span> spans) {
      this(title, spans, false);
    }

    private Text cut(List<Span> excerpt, int length) {
      boolean plain = excerpt.size() == 1 && excerpt.get(0).style() == Span.Style.PLAIN;
      if (!plain) {
        return new Text(title, excerpt, end);
      }
      String text = excerpt.get(0).text();
      String part = end ? Excerpt.end(text, length) : Excerpt.head(text, length);
      return new Text(title, List.of(new Span(part, Span.Style.PLAIN)), end);
    }
  }

  /** Spans that are highlighted when two texts are compared. */
  public enum Marks {
    /** MARKED spans only. */
    NONE,
    /** Spans that both texts have. */
    SHARED,
    /** Spans that only one text has. */
    DIFFERENT
  }
}
