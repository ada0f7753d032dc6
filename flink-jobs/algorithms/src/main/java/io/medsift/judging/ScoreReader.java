package io.medsift.judging;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the score in a judge's reply. The first form that is there decides:
 *
 * <ol>
 *   <li>{@code [[8]]}, as MT-bench asks for it;
 *   <li>a JSON object with {@code score} or {@code rating}, alone, in a code fence or at the end of
 *       other words: a number, or a text that is one;
 *   <li>{@code Rating: 8}, {@code Score: 8}, {@code 评分：8}.
 * </ol>
 *
 * <p>A number may have decimals and {@code /10} or {@code out of 10} after it, and is from 1 to 10.
 * A reply that gives two different scores in the same form, a range, a score out of anything but
 * ten, or a score beyond the scale has none. What the judge thought before it answered does not
 * count.
 */
public final class ScoreReader {

  private static final String END_OF_THOUGHT = "</think>";
  private static final int LOWEST = 1;
  private static final int HIGHEST = 10;

  private static final String NUMBER =
      "(?<score>\\d{1,3}(?:[.]\\d{1,6})?)(?:\\s*(?:/|out\\s+of|分\\s*/)\\s*10(?![\\d.]*\\d))?";
  // Not in the middle of a longer number, a range, or a fraction of anything but ten.
  private static final String END =
      "(?![\\d%])(?![.]\\d)(?!\\s*(?:/|out\\s+of|-|–|—|to|~|至|到)\\s*\\d)";
  private static final Pattern BRACKETS = Pattern.compile("\\[\\[(?<inside>[^\\[\\]]{1,40})\\]\\]");
  private static final Pattern ALONE =
      Pattern.compile("\\s*" + NUMBER + "\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:\\b(?:rating|score)\\b|评分|得分|分数)[\"'*_`\\s]*(?:[:：=]|is\\b|为|是)[\"'*_`\\s]*"
              + NUMBER
              + END,
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(
          "(?:\\b(?:rating|score)\\b|评分|得分|分数)[\"'*_`\\s]*(?:[:：=]|is\\b|为|是)[\"'*_`\\s]*-?\\d",
          Pattern.CASE_INSENSITIVE);

  private ScoreReader() {}

  /** The score, if the reply has exactly one. */
  public static Optional<Judgement> read(String reply) {
    int thought = reply.lastIndexOf(END_OF_THOUGHT);
    String said = thought < 0 ? reply : reply.substring(thought + END_OF_THOUGHT.length());
    if (said.contains("[[")) {
      return one(brackets(said)).map(score -> judgement(score, said));
    }
    if (said.indexOf('{') >= 0) {
      return JsonScore.read(said);
    }
    return one(named(said)).map(score -> judgement(score, said));
  }

  private static Judgement judgement(double score, String said) {
    return new Judgement(score, Rationale.of(said));
  }

  /** A text that is a score and nothing else; NaN where it is none. */
  static double alone(String text) {
    Matcher matcher = ALONE.matcher(text);
    return matcher.matches() ? inRange(matcher.group("score")) : Double.NaN;
  }

  private static Set<Double> brackets(String said) {
    Set<Double> scores = new HashSet<>();
    Matcher matcher = BRACKETS.matcher(said);
    while (matcher.find()) {
      scores.add(alone(matcher.group("inside")));
    }
    return scores;
  }

  private static Set<Double> named(String said) {
    Set<Double> scores = new HashSet<>();
    Matcher matcher = NAMED.matcher(said);
    int found = 0;
    while (matcher.find()) {
      scores.add(inRange(matcher.group("score")));
      found++;
    }
    // A score that is named and cannot be read leaves doubt about those that can.
    return NAME.matcher(said).results().count() == found ? scores : Set.of();
  }

  static double inRange(String number) {
    double score = Double.parseDouble(number);
    return score >= LOWEST && score <= HIGHEST ? score : Double.NaN;
  }

  private static Optional<Double> one(Set<Double> scores) {
    return scores.size() == 1
        ? scores.stream().filter(score -> !score.isNaN()).findFirst()
        : Optional.empty();
  }
}
