package io.medsift.answers.number;

import io.medsift.answers.text.TextNormaliser;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole numbers in words: seventy-two, one hundred and five, two million, 七十二, 三万五千.
 *
 * <p>Words that may mean something else are no number: an approximate "三四", the digits of a year in
 * "二零二四", the short form "一百二", "one" before other words.
 */
public final class NumberWords {
  private static final int LENGTH_LIMIT = 120;
  private static final int MAX_UNIT_WORDS = 2;
  private static final String AND_A_HALF = " and a half";
  private static final List<String> ONES =
      List.of(
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
  private static final Map<String, Long> SCALES =
      Map.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);
  private static final Map<String, Integer> SMALL = small();

  private static final Pattern SIGN = Pattern.compile("^(?:minus|negative)\\s+");
  private static final Pattern WORD = Pattern.compile("([a-z]+)([ -]|$)");

  /** Words after a number that make it part of something else. */
  private static final Set<String> NO_UNITS =
      Set.of(
          "that",
          "which",
          "who",
          "with",
          "in",
          "by",
          "for",
          "from",
          "at",
          "on",
          "as",
          "way",
          "ways",
          "step",
          "steps",
          "case",
          "cases",
          "reason",
          "reasons",
          "thing",
          "things",
          "different",
          "second");

  /** What makes a number a fraction, a rank or a row of digits: three fifths, twenty first. */
  private static final Pattern CHANGE =
      Pattern.compile(
          "zero|oh|nought|half|halves|quarters?|firsts?|thirds?"
              + "|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen"
              + "|seventeen|eighteen|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)tie|hundred"
              + "|thousand|million|billion)ths?");

  private static final String HAN_DIGITS = "零一二三四五六七八九";
  private static final String HAN_MEASURES = "个岁天年月元次人只颗名位米克升块分页";
  private static final Pattern HAN = Pattern.compile("^(负?)([零〇一二两三四五六七八九十百千万亿]{1,24})(.?)$");
  private static final Pattern HAN_SECTION =
      Pattern.compile(
          "(?:(?<thousands>[一二三四五六七八九])千)?(?:零?(?<hundreds>[一二三四五六七八九])百)?"
              + "(?:零?(?<tens>[一二三四五六七八九]?)(?<ten>十))?(?:(?<zero>零?)(?<ones>[一二三四五六七八九]))?");

  private NumberWords() {}

  private static Map<String, Integer> small() {
    Map<String, Integer> small = new HashMap<>();
    ONES.forEach(word -> small.put(word, ONES.indexOf(word) + 1));
    TENS.forEach(word -> small.put(word, 10 * (TENS.indexOf(word) + 2)));
    return Map.copyOf(small);
  }

  /**
   * Returns a piece that is nothing but a number in words and perhaps a short unit, with the number
   * in digits, which {@link Quantity#parse} reads; null where it is not.
   */
  public static String inDigits(String piece) {
    if (piece.length() > LENGTH_LIMIT) {
      return null;
    }
    String words = TextNormaliser.normalise(piece);
    if (words.isEmpty()) {
      return null;
    }
    char first = words.charAt(0);
    String digits =
        first >= 'a' && first <= 'z' ? english(words) : first < 0x3000 ? null : chinese(words);
    return digits == null || Quantity.parse(digits) == null ? null : digits;
  }

  /** Returns whether a word in lower case makes the number before it another one. */
  static boolean changes(String word) {
    return CHANGE.matcher(word).matches();
  }

  /** Returns whether the text at {@code from} continues with a word of a number. */
  static boolean goesOn(String text, int from) {
    int at = from;
    while (at < text.length() && ", ".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int end = at;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    String word = text.substring(at, end).toLowerCase(Locale.ROOT);
    return SMALL.containsKey(word)
        || SCALES.containsKey(word)
        || word.equals("and")
        || word.equals("or");
  }

  private static String english(String words) {
    Matcher sign = SIGN.matcher(words);
    boolean negative = sign.find();
    String number = negative ? words.substring(sign.end()) : words;
    if (number.equals("zero")) {
      return "0";
    }
    if (number.equals("one half") || number.equals("a half") || number.equals("half")) {
      return negative ? "-0.5" : "0.5";
    }
    English read = new English(number);
    long value = read.value();
    String rest = value < 0 ? "" : number.substring(read.end);
    if (rest.startsWith(AND_A_HALF)) {
      String unit = rest.substring(AND_A_HALF.length());
      return isUnit(unit, 2) ? (negative ? "-" : "") + value + ".5" + unit : null;
    }
    return value < 0 || !isUnit(rest, value) ? null : (negative ? "-" : "") + value + rest;
  }

  private static boolean isUnit(String rest, long value) {
    if (rest.isEmpty()) {
      return true;
    }
    String[] words = rest.strip().split(" ", -1);
    return rest.charAt(0) == ' '
        && value > 1
        && words.length <= MAX_UNIT_WORDS
        && !SMALL.containsKey(words[0])
        && !SCALES.containsKey(words[0])
        && !NO_UNITS.contains(words[0])
        && !NO_UNITS.contains(words[words.length - 1]);
  }

  /** Reads the longest number at the beginning of a text in lower case. */
  private static final class English {
    private final String text;

    /** The position after the number. */
    private int end;

    private long total;
    private long group;
    private long lastScale = Long.MAX_VALUE;

    /** What may follow within the group: below it, a smaller number can be added. */
    private int room = 1_000;

    private English(String text) {
      this.text = text;
    }

    /** The number, or -1. */
    private long value() {
      Matcher word = WORD.matcher(text);
      int at = 0;
      boolean and = false;
      while (word.region(at, text.length()).lookingAt()) {
        String read = word.group(1);
        boolean hyphen = word.group(2).equals("-");
        if (read.equals("and") && !and && end > 0 && (room == 100 || lastScale < Long.MAX_VALUE)) {
          and = true;
          at = word.end();
          continue;
        }
        if (!take(read, at == 0)) {
          break;
        }
        and = false;
        end = word.end(1);
        at = word.end();
        if (hyphen && !SMALL.containsKey(read)) {
          return -1;
        }
      }
      boolean article = end == 1;
      return end == 0 || article || text.startsWith("-", end) ? -1 : total + group;
    }

    private boolean take(String word, boolean first) {
      Integer small = SMALL.get(word);
      if (small != null) {
        boolean fits = room > 10 ? small < room : room == 10 && small < 10;
        if (fits) {
          group += small;
          room = small >= 20 ? 10 : 0;
        }
        return fits;
      }
      if (first && word.equals("a")) {
        group = 1;
        room = 0;
        return true;
      }
      if (word.equals("hundred") && group > 0 && group < 100) {
        group *= 100;
        room = 100;
        return true;
      }
      Long scale = SCALES.get(word);
      if (scale == null || group == 0 || scale >= lastScale) {
        return false;
      }
      total += group * scale;
      group = 0;
      room = 1_000;
      lastScale = scale;
      return true;
    }
  }

  private static String chinese(String words) {
    Matcher matcher = HAN.matcher(words);
    if (!matcher.matches()
        || (!matcher.group(3).isEmpty() && HAN_MEASURES.indexOf(matcher.group(3)) < 0)) {
      return null;
    }
    String number = matcher.group(2).replace('〇', '零').replace('两', '二');
    long value = number.equals("零") ? 0 : scaled(number);
    return value < 0 ? null : (matcher.group(1).isEmpty() ? "" : "-") + value + matcher.group(3);
  }

  /** A number with 亿 and 万, or -1. */
  private static long scaled(String number) {
    long value = 0;
    String rest = number;
    for (char scale : new char[] {'亿', '万'}) {
      int at = rest.indexOf(scale);
      if (at >= 0) {
        long section = section(rest.substring(0, at), false);
        if (section < 0) {
          return -1;
        }
        value += section * (scale == '亿' ? 100_000_000L : 10_000L);
        rest = rest.substring(at + 1);
        if (rest.isEmpty()) {
          return value;
        }
      }
    }
    long last = section(rest, value > 0);
    return last < 0 ? -1 : value + last;
  }

  /** A number below 10,000, or -1; behind another section a lone digit needs a 零. */
  private static long section(String text, boolean behind) {
    Matcher matcher = HAN_SECTION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return -1;
    }
    boolean larger =
        behind || matcher.group("thousands") != null || matcher.group("hundreds") != null;
    boolean ten = matcher.group("ten") != null;
    boolean lone = matcher.group("ones") != null && !ten && larger;
    boolean zero = matcher.group("zero") != null && !matcher.group("zero").isEmpty();
    if (lone != zero) {
      return -1;
    }
    return 1_000L * digit(matcher.group("thousands"))
        + 100L * digit(matcher.group("hundreds"))
        + (ten ? 10L * Math.max(1, digit(matcher.group("tens"))) : 0)
        + digit(matcher.group("ones"));
  }

  private static int digit(String digit) {
    return digit == null || digit.isEmpty() ? 0 : HAN_DIGITS.indexOf(digit);
  }
}
