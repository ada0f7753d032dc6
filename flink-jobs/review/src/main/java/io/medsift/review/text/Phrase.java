package io.medsift.review.text;

import io.medsift.text.TextSearch;
import java.util.List;

/**
 * Finds a phrase in a text: as it is, else by its letters and digits alone, whatever is between
 * them.
 */
public final class Phrase {
  private Phrase() {}

  /** Place of a phrase in a text. */
  public record Place(int start, int end) {}

  /** The first place of {@code phrase} in {@code text}; null if it is not there. */
  public static Place find(String text, String phrase) {
    int literal = phrase.isBlank() ? -1 : new TextSearch(text, phrase).next();
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
    int found = new TextSearch(letters.toString(), wanted.toString()).next();
    if (found < 0) {
      return null;
    }
    int last = origin[found + wanted.length() - 1];
    return new Place(origin[found], last + Character.charCount(text.codePointAt(last)));
  }

  /** The text with the phrase marked in it, if it is there. */
  public static List<Span> mark(String text, String phrase) {
    Place place = phrase == null ? null : find(text, phrase);
    if (place == null) {
      return List.of(new Span(text, Span.Style.PLAIN));
    }
    return List.of(
        new Span(text.substring(0, place.start()), Span.Style.PLAIN),
        new Span(text.substring(place.start(), place.end()), Span.Style.MARKED),
        new Span(text.substring(place.end()), Span.Style.PLAIN));
  }
}
