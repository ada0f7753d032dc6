package io.medsift.evolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which evolved questions are of no use, by the rules of {@link Elimination.Rule}. What can
 * be seen in the question is checked before anything more is paid for it.
 *
 * <p>A word is a run of letters and digits; a Han or Kana character is a word by itself.
 */
public final class Eliminator {
  private static final int MIN_WORDS_OF_REFUSAL = 80;
  private static final Pattern SORRY =
      Pattern.compile("(?<!\\p{L})(?i:sorry|apologi[sz]e)(?!\\p{L})|抱歉|对不起");
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]"
              + "|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]+");
  private static final Set<String> STOP_WORDS =
      lines("stop-words.txt")
          .flatMap(line -> Stream.of(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());
  private static final List<String> INSTRUCTION_WORDS = lines("copied-words.txt").toList();

  private Eliminator() {}

  /** Judges an evolved question by its words. */
  public static Optional<Elimination> ofQuestion(String parent, String question) {
    return noContent(question)
        .or(() -> refusal(question))
        .or(() -> copiedInstruction(parent, question))
        .or(() -> noNewWords(parent, question));
  }

  /** Judges it by a model's comparison with its parent. */
  public static Optional<Elimination> ofComparison(boolean equal, String question) {
    return equal
        ? Optional.of(new Elimination(Elimination.Rule.NO_INFORMATION_GAIN, question))
        : Optional.empty();
  }

  /** Judges it by the answer that a model gave to it. */
  public static Optional<Elimination> ofAnswer(String answer) {
    return noContent(answer).or(() -> refusal(answer));
  }

  /** Rule 1, as far as words show it: the question adds no word of content to its parent. */
  private static Optional<Elimination> noNewWords(String parent, String question) {
    Set<String> known = new HashSet<>(words(parent));
    boolean added =
        words(question).stream().anyMatch(word -> !known.contains(word) && !isStopWord(word));
    return ofComparison(!added, question);
  }

  /** Rule 2: a text that holds "sorry" (in Chinese 抱歉 or 对不起) and has few words is no answer. */
  private static Optional<Elimination> refusal(String text) {
    return SORRY.matcher(text).find() && words(text).size() < MIN_WORDS_OF_REFUSAL
        ? Optional.of(new Elimination(Elimination.Rule.REFUSAL, text))
        : Optional.empty();
  }

  /** Rule 3: a text of punctuation and stop words alone says nothing; nor does an empty one. */
  private static Optional<Elimination> noContent(String text) {
    return words(text).stream().allMatch(Eliminator::isStopWord)
        ? Optional.of(new Elimination(Elimination.Rule.NO_CONTENT, text))
        : Optional.empty();
  }

  /**
   * Rule 4: an evolved question must not hold words of the instruction, such as "given prompt" or
   * "rewritten prompt", unless its parent does.
   */
  private static Optional<Elimination> copiedInstruction(String parent, String question) {
    String before = onOneLine(parent);
    String after = onOneLine(question);
    return INSTRUCTION_WORDS.stream()
        .filter(words -> after.contains(words) && !before.contains(words))
        .findFirst()
        .map(words -> new Elimination(Elimination.Rule.COPIED_INSTRUCTION, words));
  }

  private static String onOneLine(String text) {
    return Text.lowerCase(text).replaceAll("\\s+", " ");
  }

  /** Returns the words of a text in order, in lower case. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(Text.lowerCase(text));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  private static boolean isStopWord(String word) {
    return STOP_WORDS.contains(word);
  }

  /** Returns the lines of a resource that are neither blank nor comments. */
  private static Stream<String> lines(String resource) {
    try (InputStream stream = Eliminator.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + resource + " cannot be read", e);
    }
  }
}
