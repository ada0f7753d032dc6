package io.medsift.answers.choice;

import io.medsift.answers.text.AsciiFolding;
import io.medsift.answers.text.LatexWrappers;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WholeWords;
import io.medsift.answers.text.WordBounds;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads several options that are given as one answer, by their letters, their texts or both: (A)
 * and (C); A, C; "A. Metformin and C. Glipizide"; A、C.
 */
public final class OptionList {
  private static final String OPENERS = " \t*_`\"'([{#$" + AsciiFolding.NOTHING;
  private static final String CLOSERS = ")]}*_`\"'$" + AsciiFolding.NOTHING;
  private static final String SEPARATORS = "→,;/&、|+和或及与并";
  private static final String BEFORE_TEXT = " .:,;)]}*_-|、。\"'([=" + AsciiFolding.NOTHING;
  private static final String[] JOINTS = {
    "and",
    "or",
    "plus",
    "as well as",
    "along with",
    "followed by",
    "together with",
    "combined with",
    "also",
    "possibly"
  };
  private static final String[] LEADS = {"option", "choice", "answer", "选项"};

  /** Verbs after a letter that begin a statement about that option. */
  private static final Set<String> VERBS =
      Set.of(
          "is",
          "are",
          "was",
          "were",
          "would",
          "can",
          "cannot",
          "has",
          "have",
          "does",
          "do",
          "may",
          "might",
          "should",
          "could",
          "will",
          "isn't",
          "aren't",
          "represents",
          "describes",
          "refers");

  private static final int LABEL_REACH = 12;
  private static final int REFUSAL_REACH = 20;

  /** After the options of a list, perhaps before its last: that they are wrong. */
  private static final Pattern HAN_REFUSED =
      Pattern.compile(
          "[、和及与]?[A-Z]?[)\\]]*\\s*(?:[两二三四五]?[个项者]|选项)*(?:则|均|都|皆|全|全部)*"
              + "(?:属于|属|为|是)?(?:错|不|禁|误|干扰|有误|无关|非)");

  private final AllowedAnswers options;

  public OptionList(AllowedAnswers options) {
    this.options = options;
  }

  /**
   * The options that a list names.
   *
   * @param letters of the options, in the order of the list, each once; empty where the list is the
   *     subject of a statement: "(A) and (B) are false"
   * @param byLetter whether some option is named by its letter
   * @param end the position after the last
   */
  public record Items(String letters, boolean byLetter, int end) {
    String sorted() {
      TreeSet<Character> sorted = new TreeSet<>();
      for (int at = 0; at < letters.length(); at++) {
        sorted.add(letters.charAt(at));
      }
      StringBuilder joined = new StringBuilder();
      sorted.forEach(joined::append);
      return joined.toString();
    }
  }

  /** The options listed from {@code start} on, or null where they are fewer than two. */
  public Items read(String text, int start, int end) {
    if (!options.readsLetters()) {
      return null;
    }
    Item item = item(text, start, end);
    if (item == null) {
      return null;
    }
    StringBuilder letters = new StringBuilder().append(item.key());
    boolean byLetter = item.byLetter();
    int stop = item.end();
    int clauseEnd = stop;
    int beforeClause = 0;
    while (item != null) {
      item = next(text, item, end);
      if (item != null && item.isSubject()) {
        return new Items("", true, stop);
      }
      if (item != null) {
        if (text.substring(stop, item.start()).indexOf(',') >= 0) {
          clauseEnd = stop;
          beforeClause = letters.length();
        }
        stop = item.end();
        byLetter |= item.byLetter();
        if (letters.indexOf(String.valueOf(item.key())) < 0) {
          letters.append(item.key());
        }
      }
    }
    if (HAN_REFUSED.matcher(text).region(stop, Math.min(end, stop + REFUSAL_REACH)).lookingAt()) {
      // 答案是B，A、C均错误: what follows the comma is refused, and no answer.
      letters.setLength(beforeClause);
      stop = clauseEnd;
    }
    return letters.length() == 1 ? null : new Items(letters.toString(), byLetter, stop);
  }

  /** The item after the separator at {@code from}, or null where the list ends. */
  private Item next(String text, Item last, int end) {
    int from = last.end();
    int at = from;
    boolean lineEnds = false;
    boolean separated = false;
    boolean moved = true;
    while (moved && at < end) {
      char c = text.charAt(at);
      int joint = jointAt(text, at, end);
      moved = true;
      if (joint > 0) {
        separated = true;
        at += joint;
      } else if (SEPARATORS.indexOf(c) >= 0) {
        separated = true;
        at++;
      } else if (c == ' ' || c == '\t' || (CLOSERS.indexOf(c) >= 0)) {
        at++;
      } else if (c == '\n' && last.owned() && !lineEnds) {
        lineEnds = true;
        at++;
      } else if (c == '.' && at + 1 < end && text.charAt(at + 1) == ' ' && !separated) {
        at++;
      } else if (c == '(' && asideEnd(text, at, end) > 0) {
        at = asideEnd(text, at, end);
      } else if (c == '('
          && at > from
          && text.charAt(at - 1) == ' '
          && jointAt(text, at + 1, end) > 0) {
        at++;
      } else {
        moved = false;
      }
    }
    boolean adjacent = at < end && at > 0 && text.charAt(at) == '(' && text.charAt(at - 1) == ')';
    if (at >= end) {
      return null;
    }
    Item item = item(text, at, end);
    if (item == null || !(separated || adjacent || item.owned())) {
      return null;
    }
    boolean spoken = isSpokenOf(text, item, end);
    boolean ends = separated || adjacent || endsItem(text, item.end(), end);
    if (lineEnds && !(item.owned() && endsList(text, item.end()))) {
      return null;
    }
    if (spoken && separated && isPlural(text, item, end)) {
      return SUBJECT;
    }
    return spoken || !ends ? null : item;
  }

  /** The position after words in parentheses that "and" or the like follows: "A (first) and C". */
  private static int asideEnd(String text, int open, int end) {
    int close = text.indexOf(')', open);
    if (close < 0
        || close >= end
        || close - open > LABEL_REACH + REFUSAL_REACH
        || close - open < 3) {
      return 0;
    }
    int at = close + 1;
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    return jointAt(text, at, end) > 0 ? close + 1 : 0;
  }

  /** Returns whether the text ends there, or the next line has a label again. */
  private static boolean endsList(String text, int from) {
    int at = from;
    while (at < text.length()
        && (" .\n".indexOf(text.charAt(at)) >= 0 || CLOSERS.indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    int limit = Math.min(text.length(), at + LABEL_REACH);
    LetterToken label = at == limit ? null : LetterToken.at(text, at, limit);
    return at == text.length() || (label != null && label.isLabel() && isCapital(text, label));
  }

  private static boolean endsItem(String text, int from, int end) {
    int at = afterMarks(text, from, end);
    if (at >= end || ".,;、。\n".indexOf(text.charAt(at)) >= 0 || endsCount(text, at, end)) {
      return true;
    }
    char c = text.charAt(at);
    return c >= 'A' && c <= 'Z' && at + 1 < end && text.charAt(at + 1) == '.';
  }

  private static boolean isPlural(String text, Item item, int end) {
    int at = afterMarks(text, item.end(), end);
    return text.startsWith("are", at) || text.startsWith("were", at);
  }

  private static int afterMarks(String text, int from, int end) {
    int at = from;
    while (at < end && (text.charAt(at) == ' ' || CLOSERS.indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return at;
  }

  private static boolean isSpokenOf(String text, Item item, int end) {
    int at = afterMarks(text, item.end(), end);
    int wordEnd = at;
    while (wordEnd < end
        && (WordBounds.isAsciiLetter(text.charAt(wordEnd)) || text.charAt(wordEnd) == '\'')) {
      wordEnd++;
    }
    return VERBS.contains(text.substring(at, wordEnd))
        || (at < end && "是不错项为".indexOf(text.charAt(at)) >= 0 && at > item.start());
  }

  /**
   * One option of a list.
   *
   * @param owned whether its letter stands with its own text
   */
  private record Item(char key, boolean byLetter, boolean owned, int start, int end) {
    static final char NO_KEY = ' ';

    boolean isSubject() {
      return key == NO_KEY;
    }
  }

  /** Stands for a list that is the subject of a statement of its own. */
  private static final Item SUBJECT = new Item(Item.NO_KEY, true, false, 0, 0);

  private Item item(String text, int from, int end) {
    int at = skipLead(text, from, end);
    LetterToken token = LetterToken.at(text, at, end);
    if (token != null && isCapital(text, token) && options.accepts(token.letter())) {
      return lettered(text, token, end);
    }
    return byText(text, at, end);
  }

  private static boolean isCapital(String text, LetterToken token) {
    return Character.isUpperCase(text.charAt(token.start()));
  }

  private Item lettered(String text, LetterToken token, int end) {
    int from = token.end();
    while (from < end && BEFORE_TEXT.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    int ownEnd = ownEnd(text, from, end, options.textOf(String.valueOf(token.letter())));
    if (ownEnd > 0) {
      return new Item(token.letter(), true, true, token.start(), ownEnd);
    }
    boolean stands =
        switch (token.style()) {
          case ALONE, ENCLOSED, PUNCTUATED -> true;
          case DOTTED -> from >= end || !Character.isLowerCase(text.charAt(from));
          case BARE -> joinsNext(text, token.end(), end) || endsCount(text, token.end(), end);
          case GLUED, PART_OF_A_WORD -> false;
        };
    return stands ? new Item(token.letter(), true, false, token.start(), token.end()) : null;
  }

  /** Returns whether the items before are counted: A和C两项, A、C均. */
  private static boolean endsCount(String text, int at, int end) {
    return at < end && "两二三四都均等项".indexOf(text.charAt(at)) >= 0;
  }

  private static boolean joinsNext(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    return at < end && (jointAt(text, at, end) > 0 || SEPARATORS.indexOf(text.charAt(at)) >= 0);
  }

  private Item byText(String text, int from, int end) {
    int at = from;
    while (at < end && OPENERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    at = LatexWrappers.skipOpening(text, at, end);
    if (at >= end) {
      return null;
    }
    int limit = Math.min(end, at + 2 * options.longestText() + 60);
    String piece = TextNormaliser.normalise(text, at, limit, true);
    AllowedAnswers.Match match = options.beginningOf(piece);
    if (match == null || match.ambiguous() || match.length() <= 2) {
      return null;
    }
    char key = match.key().charAt(0);
    int stop = TextNormaliser.endOf(text, at, limit, piece.substring(0, match.length()));
    boolean labelled =
        text.startsWith(" (" + key + ")", stop) || text.startsWith("(" + key + ")", stop);
    return labelled
        ? new Item(key, true, true, at, text.indexOf(')', stop) + 1)
        : new Item(key, false, false, at, stop);
  }

  /** Returns where the text of an option that begins at {@code from} ends, or -1. */
  private static int ownEnd(String text, int from, int end, String own) {
    if (own.isEmpty() || from >= end) {
      return -1;
    }
    int limit = Math.min(end, from + 2 * own.length() + 60);
    String piece = TextNormaliser.normalise(text, from, limit, true);
    return WholeWords.begins(piece, own) ? TextNormaliser.endOf(text, from, limit, own) : -1;
  }

  /** The length of a joining word at {@code at}, or 0. */
  private static int jointAt(String text, int at, int end) {
    boolean wordStarts = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    if (!wordStarts || at >= end || !WordBounds.isAsciiLetter(text.charAt(at))) {
      return text.startsWith("以及", at) || text.startsWith("或者", at) || text.startsWith("并且", at)
          ? 2
          : 0;
    }
    for (String joint : JOINTS) {
      int after = at + joint.length();
      if (after < end
          && text.regionMatches(true, at, joint, 0, joint.length())
          && !Character.isLetterOrDigit(text.charAt(after))) {
        return joint.length();
      }
    }
    return 0;
  }

  private static int skipLead(String text, int from, int end) {
    int at = from;
    while (at < end && (OPENERS.indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    for (String lead : LEADS) {
      int after = at + lead.length();
      if (text.regionMatches(true, at, lead, 0, lead.length()) && after < end) {
        after += text.charAt(after) == 's' ? 1 : 0;
        if (after < end && !WordBounds.isAsciiLetter(text.charAt(after))) {
          return after;
        }
        boolean han = Character.isIdeographic(lead.charAt(0));
        if (han) {
          return after;
        }
      }
    }
    return from;
  }
}
