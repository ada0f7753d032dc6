package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.Locale;

/**
 * The gate select: which of the responses to a prompt stay.
 *
 * @param keep how many at most; null for all
 * @param by what goes first; equal ones go by rank
 */
public record SelectSettings(Integer keep, Order by) implements Serializable {

  /** All. */
  public static final SelectSettings DEFAULT = new SelectSettings(null, Order.FIRST);

  /** What goes first. */
  public enum Order {
    /** The response of lowest rank. */
    FIRST,
    /** The one with the fewest characters, trace included. */
    SHORTEST,
    /** The one with the most characters, trace included. */
    LONGEST,
    /** The one with the highest score of the judge. */
    JUDGE,
    /** The one whose words are least like those of the others. */
    LEAST_SIMILAR;

    /** The spelling in recipes. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The settings as a recipe spells them.
   *
   * @param keep {@code all}, {@code one} or a number
   */
  @JsonCreator
  static SelectSettings of(@JsonProperty("keep") JsonNode keep, @JsonProperty("by") Order by) {
    if (keep.isTextual()) {
      return new SelectSettings(keep.textValue().equals("one") ? 1 : null, by);
    }
    return new SelectSettings(keep.intValue(), by);
  }
}
