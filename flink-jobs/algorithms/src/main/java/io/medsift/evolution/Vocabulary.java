package io.medsift.evolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words as the rules count them: runs of letters and digits, each Han or Kana character alone. */
final class Vocabulary {
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]"
              + "|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]+");
  private static final Set<String> STOP_WORDS =
      lines("stop-words.txt")
          .flatMap(line -> Stream.of(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());

  private Vocabulary() {}

  /** The words of a text in order, in lower case. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(Text.lowerCase(text));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** Whether a word, in lower case, says nothing by itself. */
  static boolean isStopWord(String word) {
    return STOP_WORDS.contains(word);
  }

  /** The lines of a resource that are neither blank nor comments. */
  static Stream<String> lines(String resource) {
    try (InputStream stream = Vocabulary.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + resource + " is broken", e);
    }
  }
}
