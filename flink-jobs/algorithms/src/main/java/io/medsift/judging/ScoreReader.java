package io.medsift.judging;

import io.medsift.reasoning.ThinkSplit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the score in a judge's reply:
 *
 * <ul>
 *   <li>a JSON object with {@code score} or {@code rating}, alone, in a code fence or among other
 *       words: a number, or a text that is one;
 *   <li>{@code [[8]]}, as MT-bench asks for it;
 *   <li>{@code Rating: 8}, {@code Score: 8}, {@code Score: \boxed{8}}, {@code 评分：8};
 *   <li>{@code <score>8</score>}.
 * </ul>
 *
 * <p>A number may have decimals and {@code /10} or {@code out of 10} after it, and is from 1 to 10.
 * Everything that the reply states must be the same score, whatever its form and place: a judge
 * that repeats words of the response, such as "ends with [[10]]", would otherwise give the score
 * that the response asks for. A range, a score out of anything but ten, or one beyond the scale has
 * no score. What the judge thought before it answered does not count.
 */
public final class ScoreReader {
  private static final int LOWEST = 1;
  static final int HIGHEST = 10;

  // Emphasis and LaTeX around a number.
  private static final String CLOSED = "(?:[*_`}$]|\\\\\\))*+";
  private static final String NUMBER =
      "(?<score>\\d{1,3}(?:[.]\\d{1,6}|,\\d{1,2})?)"
          + CLOSED
          + "(?:\\s*(?:points?\\s*)?(?:/|out\\s+of|分\\s*/)\\s*10(?:[.]0)?(?![\\d.,]*\\d))?";
  // Not in the middle of a longer number, a range, or a fraction of anything but ten.
  private static final String END =
      "(?![\\d%])(?![.,]\\d)(?!e[+-]?\\d)(?!"
          + CLOSED
          + "\\s*(?:/|-|–|—|to|~|至|到|,?\\s*(?:or|maybe|perhaps|possibly|或者?|也许|可能))\\s*[*_`$]*\\d)"
          + "(?!"
          + CLOSED
          + "\\s*(?:points?|stars?|分|星)?\\s*,?\\s*[(（]?\\s*(?:out\\s+of(?:\\s+a\\s+possible)?|of"
          + "|max(?:imum)?:?|on\\s+an?|on\\s+a\\s+scale\\s+of(?:\\s*\\d+\\s*(?:-|–|to|~)\\s*)?+"
          + "|von|sur|de|из|满分|滿分|总分|總分|满分为)\\s*(?:(?!10(?![\\d.,]*\\d))\\d"
          + "|(?:two|three|four|five|six|seven|eight|nine|twenty|(?:a |one )?hundred)\\b))"
          + "(?!"
          + CLOSED
          + "\\s*(?:分|星)?\\s*[(（]?\\s*(?!10)\\d{1,3}\\s*分制)"
          + "(?!"
          + CLOSED
          + "\\s*±)"
          // Words that say what its steps mean, or name it: (1 = worst, 5 = best), on the 1-5
          // scale.
          + "(?!"
          + CLOSED
          + "\\s*[(（][^()（）\\n]{0,60}\\b(?!10(?!\\d))\\d{1,3}\\s*=[^()（）=\\n]{0,40}[)）])"
          + "(?!"
          + CLOSED
          + "\\s*\\(?on (?:the|a) [01]\\s?(?:-|–|to)\\s?(?!10(?!\\d))\\d{1,3}[- ](?:point )?scale)";
  private static final Pattern BRACKETS = Pattern.compile("\\[\\[(?<inside>[^\\[\\]]{0,40})\\]\\]");
  private static final Pattern TAG =
      Pattern.compile(
          "<(?<name>score|rating)>(?<inside>[^<>]{0,40})</\\k<name>>", Pattern.CASE_INSENSITIVE);
  private static final Pattern ALONE =
      Pattern.compile("\\s*" + NUMBER + "\\s*", Pattern.CASE_INSENSITIVE);
  private static final String NAME =
      "(?:\\b(?:rating|score)\\b|评分|評分|得分|分数|分數)[】\\]]*(?:\\s*\\((?:1\\s*(?:-|to|~)\\s*|out of"
          + " |/)10\\))?[\"'*_`\\s]*(?:[:=]|is\\b|为|為|是|(?<=】))[\"'*_`\\s]*(?:[$]|\\\\\\(|\\\\boxed\\{)*";
  private static final Pattern NAMED =
      Pattern.compile(NAME + NUMBER + END, Pattern.CASE_INSENSITIVE);
  private static final Pattern OTHER_SCALE =
      Pattern.compile(
          "\\b(?:scale (?:of|from) \\d+\\s?(?:-|–|to)\\s?(?!10(?!\\d))\\d{1,3}|(?!10(?!\\d))\\d{1,3}[- ]point scale)[^.\\n]{0,24}"
              + NAME
              + "\\d",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ANY_NUMBER =
      Pattern.compile(NAME + "-?\\d", Pattern.CASE_INSENSITIVE);

  private ScoreReader() {}

  /** The score, if the reply states exactly one. */
  public static Optional<Judgement> read(String reply) {
    String said = ThinkSplit.afterTrace(reply);
    Set<Double> scores = new HashSet<>();
    String reasons = said;
    if (!ReplyObject.isAbsent(said)) {
      Optional<JsonScore> object = JsonScore.find(said);
      if (object.isEmpty()) {
        return Optional.empty();
      }
      scores.add(object.get().score());
      reasons = String.join("\n", object.get().texts());
      object.get().texts().forEach(text -> addStated(text, scores));
      addStated(object.get().elsewhere(), scores);
    } else {
      addStated(said, scores);
    }
    return scores.size() == 1 && !scores.contains(Double.NaN)
        ? Optional.of(new Judgement(scores.iterator().next(), Rationale.of(reasons)))
        : Optional.empty();
  }

  /** Adds every score that a text states; NaN for one that is stated and cannot be read. */
  private static void addStated(String text, Set<Double> scores) {
    String plain = halfWidth(text);
    for (Pattern form : List.of(BRACKETS, TAG)) {
      Matcher enclosed = form.matcher(plain);
      while (enclosed.find()) {
        scores.add(alone(enclosed.group("inside")));
      }
    }
    Matcher named = NAMED.matcher(plain);
    int read = 0;
    while (named.find()) {
      scores.add(inRange(named.group("score")));
      read++;
    }
    if (ANY_NUMBER.matcher(plain).results().count() != read || OTHER_SCALE.matcher(plain).find()) {
      scores.add(Double.NaN);
    }
  }

  /** A text that is a score and nothing else; NaN where it is none. */
  static double alone(String text) {
    Matcher matcher = ALONE.matcher(text);
    return matcher.matches() ? inRange(matcher.group("score")) : Double.NaN;
  }

  static double inRange(String number) {
    double score = Double.parseDouble(number.replace(',', '.'));
    return score >= LOWEST && score <= HIGHEST ? score : Double.NaN;
  }

  /**
   * Full-width digits, brackets and colons as those of ASCII, and one space for several, between
   * which the patterns would try every split.
   */
  private static String halfWidth(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean another = space && isSpace(c);
      space = isSpace(c);
      if (!another) {
        plain.append(halfWidth(c));
      }
    }
    return plain.toString();
  }

  private static char halfWidth(char c) {
    if (c >= '\uFF01' && c <= '\uFF5E') {
      return (char) (c - '\uFF01' + '!');
    }
    boolean slash = c == '\u2044' || c == '\u2215';
    return slash ? '/' : Character.isSpaceChar(c) ? ' ' : c;
  }

  /** White space, for the patterns also that which does not break. */
  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || Character.isSpaceChar(c);
  }

  /**
   * A judge's reply as read.
   *
   * @param score 1 to 10
   * @param rationale the judge's reasons in its own words, shortened; null where it gives none
   */
  public record Judgement(double score, String rationale) {}

  /** The judge's reasons as they are kept on a sample. */
  static final class Rationale {

    private static final int MAX_CODE_POINTS = 2_000;

    private Rationale() {}

    /** The text, shortened; null where it is blank. */
    static String of(String text) {
      String words = text.strip();
      if (words.isEmpty()) {
        return null;
      }
      return words.codePointCount(0, words.length()) <= MAX_CODE_POINTS
          ? words
          : words.substring(0, words.offsetByCodePoints(0, MAX_CODE_POINTS - 1)) + "…";
    }
  }
}
