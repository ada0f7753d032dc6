package io.medsift.answers.choice;

import io.medsift.answers.number.Quantity;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WholeWords;
import io.medsift.text.TextSearch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The answers a question allows, with their texts in normal form. Made for one response. */
public final class AllowedAnswers {
  /** The texts found at the start of a piece: the keys that share the longest one. */
  public record Match(String key, boolean ambiguous, int length) {}

  private final List<OptionText> options;
  private final boolean readsLetters;
  private final boolean closed;
  private final boolean commaEndsText;
  private int longestText;
  private boolean hasLetterLikeText;

  private AllowedAnswers(
      List<OptionText> options, boolean readsLetters, boolean closed, boolean commaEndsText) {
    this.options = options;
    this.readsLetters = readsLetters;
    this.closed = closed;
    this.commaEndsText = commaEndsText;
    for (OptionText option : options) {
      longestText = Math.max(longestText, option.text().length());
      hasLetterLikeText |= option.text().strip().length() <= 2;
    }
  }

  /** The lettered options of a question; keys that are not a single letter are left out. */
  public static AllowedAnswers of(Map<String, String> texts) {
    List<OptionText> options = new ArrayList<>(texts.size());
    boolean labelled = texts.size() > 1;
    for (Map.Entry<String, String> option : texts.entrySet()) {
      labelled &= OptionText.labelEnd(option.getKey(), option.getValue()) > 0;
    }
    boolean ownLabels = labelled;
    texts.forEach(
        (letter, text) -> {
          OptionText option =
              OptionText.ofLetter(
                  letter, ownLabels ? text.substring(OptionText.labelEnd(letter, text)) : text);
          if (option != null) {
            options.add(option);
          }
        });
    return new AllowedAnswers(options, true, true, true);
  }

  /** Returns whether two keys are the same letter, so that there may be any number of them. */
  public static boolean repeatLetters(Set<String> keys) {
    Set<String> letters = new HashSet<>();
    for (String key : keys) {
      OptionText option = OptionText.ofLetter(key, "");
      if (option != null && !letters.add(option.key())) {
        return true;
      }
    }
    return false;
  }

  /** Any letter, where the question came without its options. */
  public static AllowedAnswers anyLetter() {
    return new AllowedAnswers(List.of(), true, false, true);
  }

  /** A letter whose text is known, where the other options are not. */
  public static AllowedAnswers oneKnown(String letter, String text) {
    return new AllowedAnswers(List.of(new OptionText(letter, text)), true, false, false);
  }

  /** Yes, no and maybe, in English and Chinese. */
  public static AllowedAnswers decisions() {
    return new AllowedAnswers(
        List.of(
            new OptionText("yes", "yes"),
            new OptionText("no", "no"),
            new OptionText("maybe", "maybe"),
            new OptionText("yes", "是"),
            new OptionText("yes", "是的"),
            new OptionText("no", "否"),
            new OptionText("no", "不是"),
            new OptionText("maybe", "不确定")),
        false,
        true,
        true);
  }

  /** One phrase, compared as a text. */
  public static AllowedAnswers phrase(String phrase) {
    return new AllowedAnswers(List.of(new OptionText(phrase, phrase)), false, false, false);
  }

  public boolean isEmpty() {
    return options.isEmpty();
  }

  public boolean readsLetters() {
    return readsLetters;
  }

  /** Returns whether an answer outside these options is no answer at all. */
  public boolean isClosed() {
    return closed;
  }

  public boolean accepts(char letter) {
    if (!closed) {
      return true;
    }
    for (OptionText option : options) {
      if (option.key().charAt(0) == letter) {
        return true;
      }
    }
    return false;
  }

  public int longestText() {
    return longestText;
  }

  /** Returns whether some option is itself as short as a letter, as blood groups are. */
  boolean hasLetterLikeText() {
    return hasLetterLikeText;
  }

  /** Returns whether some option is a number, so that a number elsewhere may be an answer. */
  public boolean hasNumbers() {
    for (OptionText option : options) {
      if (Quantity.parse(option.text()) != null || option.text().indexOf('\\') >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether every answer is yes, no or maybe. */
  public boolean areDecisions() {
    return closed && !options.isEmpty() && options.stream().allMatch(OptionText::isDecision);
  }

  /** Returns whether some option stands for several others, such as "both A and B". */
  public boolean hasCombination() {
    for (OptionText option : options) {
      if (option.isCombination()) {
        return true;
      }
    }
    return false;
  }

  /** The option whose text is exactly {@code candidate}, or null. */
  public Match equalTo(String candidate) {
    Match match = find(TextNormaliser.normalise(candidate), true);
    return match != null && match.ambiguous ? sameCase(candidate, match) : match;
  }

  /** The option with the longest text that {@code normalised} begins with, or null. */
  public Match startOf(String normalised) {
    return find(normalised, false);
  }

  /** The option with the longest text that {@code normalised} begins with as words, or null. */
  Match beginningOf(String normalised) {
    OptionText best = null;
    boolean ambiguous = false;
    for (OptionText option : options) {
      int length = option.folded().length();
      boolean longer = best == null || length >= best.folded().length();
      if (longer && WholeWords.begins(normalised, option.folded())) {
        ambiguous =
            best != null && length == best.folded().length() && !best.key().equals(option.key());
        best = option;
      }
    }
    return best == null ? null : new Match(best.key(), ambiguous, best.folded().length());
  }

  private Match find(String normalised, boolean whole) {
    OptionText best = null;
    boolean ambiguous = false;
    for (OptionText option : options) {
      int length = option.folded().length();
      if (length == 0
          || (best != null && length < best.folded().length())
          || (whole && length != normalised.length())
          || !normalised.startsWith(option.folded())
          || !OptionText.mayEndAt(normalised, length, commaEndsText)) {
        continue;
      }
      ambiguous =
          best != null && length == best.folded().length() && !best.key().equals(option.key());
      best = option;
    }
    return best == null ? null : new Match(best.key(), ambiguous, best.folded().length());
  }

  private Match sameCase(String candidate, Match ambiguous) {
    String exact = TextNormaliser.normalise(candidate, 0, candidate.length(), false);
    String key = null;
    for (OptionText option : options) {
      if (option.cased().equals(exact)) {
        if (key != null && !key.equals(option.key())) {
          return ambiguous;
        }
        key = option.key();
      }
    }
    return key == null ? ambiguous : new Match(key, false, ambiguous.length);
  }

  /** Returns whether at least half of the words of {@code normalised} are words of that option. */
  public boolean isCompatible(String key, String normalised) {
    String text = textOf(key);
    return !text.isEmpty() && !normalised.isEmpty() && WholeWords.mostlyOccur(text, normalised);
  }

  /**
   * Returns whether the text of another option is that letter or ends in it: "hepatitis B" where B
   * is hepatitis C.
   */
  public boolean endsAnother(char letter) {
    String word = String.valueOf(Character.toLowerCase(letter));
    for (OptionText option : options) {
      boolean other = option.key().charAt(0) != letter;
      if (other && (option.folded().equals(word) || option.folded().endsWith(" " + word))) {
        return true;
      }
    }
    return false;
  }

  /** Returns how far {@code normalised} and the text of that option begin alike. */
  int commonStart(String key, String normalised) {
    String text = textOf(key);
    int limit = Math.min(text.length(), normalised.length());
    int at = 0;
    while (at < limit && text.charAt(at) == normalised.charAt(at)) {
      at++;
    }
    return at;
  }

  boolean textEquals(String key, String normalised) {
    for (OptionText option : options) {
      if (option.key().equals(key) && option.folded().equals(normalised)) {
        return true;
      }
    }
    return false;
  }

  public String textOf(String key) {
    for (OptionText option : options) {
      if (option.key().equals(key)) {
        return option.folded();
      }
    }
    return "";
  }

  /**
   * The one option whose text occurs in {@code normalised} as whole words, where that text is not
   * inside the text of a longer option that occurs there; null where none or several do.
   */
  public String onlyOneInside(String normalised, int shortestText) {
    List<OptionText> present = new ArrayList<>();
    for (OptionText option : options) {
      if (WholeWords.occur(normalised, option.folded())) {
        present.add(option);
      }
    }
    OptionText only = null;
    for (OptionText option : present) {
      if (!isInsideLonger(option, present)) {
        if (only != null) {
          return null;
        }
        only = option;
      }
    }
    return only == null
            || only.folded().length() < shortestText
            || WholeWords.areListed(normalised, only.folded())
        ? null
        : only.key();
  }

  private static boolean isInsideLonger(OptionText option, List<OptionText> present) {
    for (OptionText other : present) {
      if (other.folded().length() > option.folded().length()
          && TextSearch.contains(other.folded(), option.folded())) {
        return true;
      }
    }
    return false;
  }
}
