package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A reviewer's judgement of a verdict. It changes no data: a {@link Revision} does. The last review
 * of a sample by a reviewer counts. The mirror of {@code reviews.schema.json}.
 *
 * @param version of the form of the record, {@link #VERSION}
 * @param position of the sample
 * @param id of the sample
 * @param stratum the verdict that was judged
 * @param recipe that had decided
 * @param reviewer name of the person
 * @param note a sentence of the reviewer; null for none
 * @param seed of the draw that gave the sample; null where the reviewer chose it
 * @param time of the review, milliseconds since the epoch
 */
public record Review(
    int version,
    Position position,
    String id,
    Stratum stratum,
    RecipeStamp recipe,
    String reviewer,
    Judgement judgement,
    String note,
    Long seed,
    long time) {
  /** The form that this version writes. */
  public static final int VERSION = 1;

  /** The most characters of a note. */
  public static final int LONGEST_NOTE = 2_000;

  private static final int LONGEST_NAME = 100;

  public Review {
    requireNonNull(position, "position is missing");
    requireNonNull(id, "id is missing");
    requireNonNull(stratum, "stratum is missing");
    requireNonNull(recipe, "recipe is missing");
    requireNonNull(reviewer, "reviewer is missing");
    requireNonNull(judgement, "judgement is missing");
    String problem = problemOfName(reviewer);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    if (note != null && note.length() > LONGEST_NOTE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a note has at most %,d characters, got %,d",
              LONGEST_NOTE,
              note.length()));
    }
  }

  /** Returns what is wrong with the name of a reviewer, a clause; null where nothing is. */
  public static String problemOfName(String name) {
    if (name.isBlank() || !name.equals(name.strip())) {
      return "the name of a reviewer must not be empty, or begin or end with a space, got '"
          + name
          + "'";
    }
    if (name.length() > LONGEST_NAME) {
      return String.format(
          Locale.ROOT,
          "the name of a reviewer has at most %d characters, got %d",
          LONGEST_NAME,
          name.length());
    }
    return name.codePoints().anyMatch(Review::isNotShown)
        ? "the name of a reviewer must not have control characters"
        : null;
  }

  private static boolean isNotShown(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** What a reviewer thinks of a verdict; the wire value is the lower-case name. */
  public enum Judgement {
    /** It is right. */
    AGREE,
    /** It is wrong. */
    DISAGREE,
    /** The reviewer cannot tell. */
    UNSURE;

    /** The spelling on the wire. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
