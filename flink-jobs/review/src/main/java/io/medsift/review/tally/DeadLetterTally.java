package io.medsift.review.tally;

import io.medsift.review.text.Excerpt;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dead letters by what is wrong with them; numbers in the sentence do not make it another. */
public final class DeadLetterTally {
  /** Name of the record header that holds file and line or row, as {@code samples.jsonl:17}. */
  public static final String LINE_HEADER = "medsift-line";

  private static final int MAX_KINDS = 40;
  private static final int EXAMPLES = 2;
  private static final int MAX_RAW_LENGTH = 600;
  private static final int MAX_ERROR_LENGTH = 400;
  private static final String OTHERS = "other errors";

  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private long total;

  /** A dead letter to look at; {@code line} is file and line, null where they are not known. */
  public record Letter(String error, Position position, String line, String raw) {}

  /** Dead letters with the same error. */
  public static final class Kind {
    private final Reservoir<Letter> letters = new Reservoir<>(EXAMPLES);
    private long count;

    /** Number of dead letters. */
    public long count() {
      return count;
    }

    /** Examples. */
    public List<Letter> letters() {
      return letters.kept();
    }
  }

  void add(DeadLetter letter) {
    total++;
    String sentence = Excerpt.head(letter.error(), MAX_ERROR_LENGTH);
    String general = sentence.replaceAll("[0-9][0-9,.]*", "N");
    boolean known = kinds.containsKey(general) || kinds.size() < MAX_KINDS;
    Kind kind = kinds.computeIfAbsent(known ? general : OTHERS, name -> new Kind());
    kind.count++;
    kind.letters.offer(
        () ->
            new Letter(
                sentence, letter.position(), letter.headers().get(LINE_HEADER), raw(letter)));
  }

  private static String raw(DeadLetter letter) {
    if (letter.raw() != null) {
      return Excerpt.head(letter.raw(), MAX_RAW_LENGTH);
    }
    return letter.rawBase64() == null
        ? "(no value)"
        : "(not UTF-8) base64 " + Excerpt.head(letter.rawBase64(), MAX_RAW_LENGTH);
  }

  /** Returns the number of dead letters. */
  public long total() {
    return total;
  }

  /** By error, the most frequent first. */
  public List<Kind> kinds() {
    List<Kind> sorted = new ArrayList<>(kinds.values());
    sorted.sort(Comparator.comparingLong(Kind::count).reversed());
    return sorted;
  }
}
