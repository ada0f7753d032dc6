package io.medsift.cli.report.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds a phrase in a text: as it is, else by its letters and digits alone, whatever stands between
 * them.
 */
public final class Phrase {
  private Phrase() {}

  /** Where a phrase begins and ends in a text. */
  public record Place(int start, int end) {}

  /** The first place of {@code phrase} in {@code text}; null if it is not there. */
  public static Place find(String text, String phrase) {
    int literal = phrase.isBlank() ? -1 : text.indexOf(phrase);
    return literal < 0 ? findLetters(text, phrase) : new Place(literal, literal + phrase.length());
  }

  private static Place findLetters(String text, String phrase) {
    StringBuilder wanted = new StringBuilder();
    phrase
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(codePoint -> wanted.appendCodePoint(Character.toLowerCase(codePoint)));
    if (wanted.isEmpty()) {
      return null;
    }
    StringBuilder letters = new StringBuilder(text.length());
    int[] origin = new int[2 * text.length() + 1];
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int codePoint = text.codePointAt(i);
      if (Character.isLetterOrDigit(codePoint)) {
        int from = letters.length();
        letters.appendCodePoint(Character.toLowerCase(codePoint));
        for (int letter = from; letter < letters.length(); letter++) {
          origin[letter] = i;
        }
      }
    }
    int found = letters.indexOf(wanted.toString());
    if (found < 0) {
      return null;
    }
    int last = origin[found + wanted.length() - 1];
    return new Place(origin[found], last + Character.charCount(text.codePointAt(last)));
  }

  /** About {@code length} characters of {@code text} around the phrase, which is marked. */
  public static List<Span> mark(String text, String phrase, int length) {
    Place place = phrase == null ? null : find(text, phrase);
    if (place == null) {
      return List.of(new Span(Excerpt.head(text, length), Span.Style.PLAIN));
    }
    String shown = Excerpt.around(text, place.start(), place.end(), length);
    Place again = find(shown, phrase);
    List<Span> spans = new ArrayList<>();
    if (again == null) {
      spans.add(new Span(shown, Span.Style.PLAIN));
    } else {
      spans.add(new Span(shown.substring(0, again.start()), Span.Style.PLAIN));
      spans.add(new Span(shown.substring(again.start(), again.end()), Span.Style.MARKED));
      spans.add(new Span(shown.substring(again.end()), Span.Style.PLAIN));
    }
    return spans;
  }
}
