package io.medsift.judging;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.reasoning.ThinkSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the reply of a model that was asked which of some numbered questions are the same as
 * another: one JSON object with the list {@code same} of their numbers, alone, in a code fence or
 * among other words. A reply that states such a list anywhere else too says nothing: a model that
 * repeats words of the questions would otherwise say what they ask for. What the model thought
 * before it answered does not count.
 */
public final class SameQuestionReader {
  private static final String SAME = "same";
  private static final Pattern STATED =
      Pattern.compile("\\bsame\\b[\"'*_`\\s]*[:=：]\\s*\\[", Pattern.CASE_INSENSITIVE);

  private SameQuestionReader() {}

  /**
   * Which questions are the same.
   *
   * @param numbers of the questions, from 1
   * @param rationale the model's reasons in its own words, shortened; null where it gives none
   */
  public record Answer(SortedSet<Integer> numbers, String rationale) {}

  /** Returns what a reply about {@code questions} questions says, if it says it. */
  public static Optional<Answer> read(String reply, int questions) {
    Optional<ReplyObject> found = ReplyObject.find(ThinkSplit.afterTrace(reply));
    if (found.isEmpty() || STATED.matcher(found.get().elsewhere()).find()) {
      return Optional.empty();
    }
    SortedSet<Integer> numbers = null;
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : found.get().object().properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().strip().equalsIgnoreCase(SAME)) {
        numbers = numbers == null ? numbers(value, questions) : null;
        if (numbers == null) {
          return Optional.empty();
        }
      } else if (value.isTextual()) {
        texts.add(value.textValue().strip());
      } else if (!value.findValues(SAME).isEmpty()) {
        return Optional.empty();
      }
    }
    String reasons = String.join("\n", texts);
    return numbers == null || STATED.matcher(reasons).find()
        ? Optional.empty()
        : Optional.of(new Answer(numbers, ScoreReader.Rationale.of(reasons)));
  }

  /** The numbers of a list; null if it is none, or one of them is no question. */
  private static SortedSet<Integer> numbers(JsonNode list, int questions) {
    if (!list.isArray()) {
      return null;
    }
    SortedSet<Integer> numbers = new TreeSet<>();
    for (JsonNode each : list) {
      if (!each.isIntegralNumber()
          || !each.canConvertToInt()
          || each.intValue() < 1
          || each.intValue() > questions
          || !numbers.add(each.intValue())) {
        return null;
      }
    }
    return numbers;
  }
}
