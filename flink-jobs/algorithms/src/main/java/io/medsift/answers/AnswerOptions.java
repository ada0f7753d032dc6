package io.medsift.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The answers a question allows, with their texts in normal form. Made for one response. */
final class AnswerOptions {
  /** The texts found at the start of a piece: the keys that share the longest one. */
  record Match(String key, boolean ambiguous, int length) {}

  /** An option whose normal form is made when it is first needed: a lone letter needs none. */
  private static final class Option {
    private final String key;
    private final String text;
    private String folded;

    Option(String key, String text) {
      this.key = key;
      this.text = text;
    }

    String folded() {
      if (folded == null) {
        folded = TextNormaliser.normalise(text);
      }
      return folded;
    }
  }

  private static final String[] REASON_WORDS = {
    "because", "since", "as", "due", "which", "given", "based", "according", "with the"
  };
  private static final String[] COMBINATION_WORDS = {
    "all of the",
    "all of these",
    "all of above",
    "all the above",
    "both of",
    "any of the above",
    "以上",
    "均",
    "都"
  };

  private static final int WORD_LIMIT = 16;
  private static final String[] JOINTS = {" and ", " & ", ", ", "+", " + ", "和", "、"};

  private final List<Option> options;
  private final boolean readsLetters;
  private final boolean closed;
  private final boolean commaEndsText;
  private int longestText;
  private boolean hasLetterLikeText;

  private AnswerOptions(
      List<Option> options, boolean readsLetters, boolean closed, boolean commaEndsText) {
    this.options = options;
    this.readsLetters = readsLetters;
    this.closed = closed;
    this.commaEndsText = commaEndsText;
    for (Option option : options) {
      longestText = Math.max(longestText, option.text.length());
      hasLetterLikeText |= option.text.strip().length() <= 2;
    }
  }

  /** The lettered options of a question; keys that are not a single letter are left out. */
  static AnswerOptions of(Map<String, String> texts) {
    List<Option> options = new ArrayList<>(texts.size());
    texts.forEach(
        (letter, text) -> {
          String key = letter.strip().toUpperCase(Locale.ROOT);
          if (key.length() == 1 && key.charAt(0) >= 'A' && key.charAt(0) <= 'Z') {
            options.add(option(key, text == null ? "" : text));
          }
        });
    return new AnswerOptions(options, true, true, true);
  }

  /** Any letter, where the question came without its options. */
  static AnswerOptions anyLetter() {
    return new AnswerOptions(List.of(), true, false, true);
  }

  /** A letter whose text is known, where the other options are not. */
  static AnswerOptions oneKnown(String letter, String text) {
    return new AnswerOptions(List.of(option(letter, text)), true, false, false);
  }

  /** Yes, no and maybe, in English and Chinese. */
  static AnswerOptions decisions() {
    return new AnswerOptions(
        List.of(
            option("yes", "yes"),
            option("no", "no"),
            option("maybe", "maybe"),
            option("yes", "是"),
            option("yes", "是的"),
            option("no", "否"),
            option("no", "不是"),
            option("maybe", "不确定")),
        false,
        true,
        true);
  }

  /** One phrase, compared as a text. */
  static AnswerOptions phrase(String phrase) {
    return new AnswerOptions(List.of(option(phrase, phrase)), false, false, false);
  }

  private static Option option(String key, String text) {
    return new Option(key, text);
  }

  boolean isEmpty() {
    return options.isEmpty();
  }

  boolean readsLetters() {
    return readsLetters;
  }

  /** Whether an answer outside these options is no answer at all. */
  boolean isClosed() {
    return closed;
  }

  boolean accepts(char letter) {
    if (!closed) {
      return true;
    }
    for (Option option : options) {
      if (option.key.charAt(0) == letter) {
        return true;
      }
    }
    return false;
  }

  int longestText() {
    return longestText;
  }

  /** Whether some option is itself as short as a letter, as blood groups are. */
  boolean hasLetterLikeText() {
    return hasLetterLikeText;
  }

  /** Whether some option stands for several others, such as "both A and B". */
  boolean hasCombination() {
    for (Option option : options) {
      for (String word : COMBINATION_WORDS) {
        if (option.folded().contains(word)) {
          return true;
        }
      }
      if (refersToLetters(option.folded())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the text joins two single letters, as "a and c" and "both A & B" do. */
  private static boolean refersToLetters(String folded) {
    int length = folded.length();
    for (int at = 0; at < length; at++) {
      boolean letter =
          LatexWrappers.isAsciiLetter(folded.charAt(at))
              && (at == 0 || !Character.isLetterOrDigit(folded.charAt(at - 1)));
      int after = at + 1;
      if (letter) {
        for (String joint : JOINTS) {
          int second = after + joint.length();
          if (folded.startsWith(joint, after)
              && second < length
              && LatexWrappers.isAsciiLetter(folded.charAt(second))
              && (second + 1 == length || !Character.isLetterOrDigit(folded.charAt(second + 1)))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The option whose text is exactly {@code candidate}, or null. */
  Match equalTo(String candidate) {
    Match match = find(TextNormaliser.normalise(candidate), true);
    return match != null && match.ambiguous ? sameCase(candidate, match) : match;
  }

  /** The option with the longest text that {@code normalised} begins with, or null. */
  Match startOf(String normalised) {
    return find(normalised, false);
  }

  private Match find(String normalised, boolean whole) {
    Option best = null;
    boolean ambiguous = false;
    for (Option option : options) {
      int length = option.folded().length();
      if (length == 0
          || (best != null && length < best.folded().length())
          || (whole && length != normalised.length())
          || !normalised.startsWith(option.folded())
          || !endsAt(normalised, length)) {
        continue;
      }
      ambiguous = best != null && length == best.folded().length() && !best.key.equals(option.key);
      best = option;
    }
    return best == null ? null : new Match(best.key, ambiguous, best.folded().length());
  }

  private Match sameCase(String candidate, Match ambiguous) {
    String exact = TextNormaliser.normalise(candidate, 0, candidate.length(), false);
    String key = null;
    for (Option option : options) {
      if (TextNormaliser.normalise(option.text, 0, option.text.length(), false).equals(exact)) {
        if (key != null && !key.equals(option.key)) {
          return ambiguous;
        }
        key = option.key;
      }
    }
    return key == null ? ambiguous : new Match(key, false, ambiguous.length);
  }

  /** Whether at least half of the words of {@code normalised} are words of that option. */
  boolean isCompatible(String key, String normalised) {
    String text = textOf(key);
    if (text.isEmpty() || normalised.isEmpty()) {
      return false;
    }
    int shared = 0;
    int words = 0;
    int from = 0;
    while (from < normalised.length() && words < WORD_LIMIT) {
      int space = normalised.indexOf(' ', from);
      int end = space < 0 ? normalised.length() : space;
      if (end > from) {
        words++;
        shared += occurs(text, normalised.substring(from, end)) ? 1 : 0;
      }
      from = end + 1;
    }
    return 2 * shared >= words;
  }

  /** How far {@code normalised} and the text of that option begin alike. */
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
    for (Option option : options) {
      if (option.key.equals(key) && option.folded().equals(normalised)) {
        return true;
      }
    }
    return false;
  }

  String textOf(String key) {
    for (Option option : options) {
      if (option.key.equals(key)) {
        return option.folded();
      }
    }
    return "";
  }

  /**
   * The one option whose text occurs in {@code normalised} as whole words, where that text is not
   * inside the text of a longer option that occurs there; null where none or several do.
   */
  String onlyOneInside(String normalised, int shortestText) {
    List<Option> present = new ArrayList<>();
    for (Option option : options) {
      if (occurs(normalised, option.folded())) {
        present.add(option);
      }
    }
    Option only = null;
    for (Option option : present) {
      boolean covered = false;
      for (Option other : present) {
        covered |=
            other.folded().length() > option.folded().length()
                && other.folded().contains(option.folded());
      }
      if (!covered) {
        if (only != null) {
          return null;
        }
        only = option;
      }
    }
    return only == null
            || only.folded().length() < shortestText
            || isListed(normalised, only.folded())
        ? null
        : only.key;
  }

  /** Whether the text stands among others: before a comma, or beside "and", "or" or "&". */
  private static boolean isListed(String text, String part) {
    int start = text.indexOf(part);
    String before = text.substring(0, start);
    String after = text.substring(start + part.length());
    return after.startsWith(",")
        || after.startsWith(" (")
        || after.startsWith(" and ")
        || after.startsWith("、")
        || after.startsWith("和")
        || before.endsWith(" and ")
        || before.endsWith("和")
        || before.endsWith("、");
  }

  private static boolean occurs(String text, String part) {
    if (part.isEmpty()) {
      return false;
    }
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      int end = at + part.length();
      boolean startsWord = at == 0 || !joins(text.charAt(at - 1), part.charAt(0));
      boolean endsWord =
          end == text.length() || !joins(part.charAt(part.length() - 1), text.charAt(end));
      if (startsWord && endsWord) {
        return true;
      }
    }
    return false;
  }

  private static boolean joins(char left, char right) {
    return isWordChar(left) && isWordChar(right);
  }

  private static boolean isWordChar(char c) {
    return (Character.isLetterOrDigit(c) && !Character.isIdeographic(c)) || c == '-' || c == '\'';
  }

  /** Whether a text that is {@code length} long may end there, given what follows. */
  private boolean endsAt(String normalised, int length) {
    if (length == normalised.length()) {
      return true;
    }
    char next = normalised.charAt(length);
    return switch (next) {
      case ';', ':', '!', '?', ')', ']', '。', '、' -> true;
      case ',' -> commaEndsText && !digitAt(normalised, length + 1);
      case '.' -> length + 1 < normalised.length() && normalised.charAt(length + 1) == ' ';
      case ' ' -> reasonAt(normalised, length + 1);
      default -> false;
    };
  }

  private static boolean digitAt(String text, int at) {
    return at < text.length() && Character.isDigit(text.charAt(at));
  }

  private static boolean reasonAt(String text, int at) {
    if (at < text.length() && "(-[".indexOf(text.charAt(at)) >= 0) {
      return true;
    }
    for (String word : REASON_WORDS) {
      int end = at + word.length();
      if (text.startsWith(word, at) && (end == text.length() || text.charAt(end) == ' ')) {
        return true;
      }
    }
    return false;
  }
}
