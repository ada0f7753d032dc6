package io.medsift.sources.cells;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options inside a text: {@code A. text}, {@code A) text}, {@code A: text} or {@code (A) text} at
 * the start of lines, or {@code (A) text (B) text} within one, from A on without a gap, perhaps
 * after {@code Answer Choices:}. What looks like a letter out of turn is part of a text.
 *
 * @param stem the text before the options, without outer white space
 * @param options letter to text; empty where the text holds no such block of two or more
 */
public record OptionsInText(String stem, Map<String, String> options) {
  private static final Pattern AT_LINE_START =
      Pattern.compile("(?m)^[ \\t]*(?:\\(([A-Z])\\)|([A-Z])[.):])[ \\t]*");
  private static final Pattern WITHIN_LINE = Pattern.compile("(?:^|(?<=\\s))\\(([A-Z])\\)\\s*");
  private static final Pattern HEADING = Pattern.compile("(?i)\\bAnswer Choices:?\\z");
  private static final int MAX_HEADING_LENGTH = 16;

  /** Finds the last block of a text. */
  public static OptionsInText parse(String text) {
    OptionsInText lines = parse(text, AT_LINE_START);
    OptionsInText inside = parse(text, WITHIN_LINE);
    return inside.options.size() > lines.options.size() ? inside : lines;
  }

  private static OptionsInText parse(String text, Pattern marker) {
    List<int[]> run = lastRun(text, marker);
    if (run.isEmpty()) {
      return new OptionsInText(text.strip(), Map.of());
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < run.size(); i++) {
      int end = i + 1 < run.size() ? run.get(i + 1)[0] : text.length();
      options.put(OptionsCell.letter(i), text.substring(run.get(i)[1], end).strip());
    }
    String before = text.substring(0, run.get(0)[0]);
    return new OptionsInText(withoutHeading(before.strip()), options);
  }

  private static String withoutHeading(String stem) {
    Matcher heading = HEADING.matcher(stem);
    heading.region(Math.max(0, stem.length() - MAX_HEADING_LENGTH), stem.length());
    heading.useTransparentBounds(true);
    return heading.find() ? stem.substring(0, heading.start()).strip() : stem;
  }

  /** Start and end of the markers of the last block; none where there is no block. */
  private static List<int[]> lastRun(String text, Pattern marker) {
    List<int[]> last = List.of();
    List<int[]> run = new ArrayList<>();
    Matcher found = marker.matcher(text);
    while (found.find()) {
      String letter = found.group(1) == null ? found.group(2) : found.group(1);
      int number = letter.charAt(0) - 'A';
      if (number == 0) {
        run = new ArrayList<>();
      }
      if (number == run.size()) {
        run.add(new int[] {found.start(), found.end()});
        last = run.size() > 1 ? run : last;
      }
    }
    return last;
  }
}
