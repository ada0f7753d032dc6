package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A later decision on a sample that has a verdict. The verdict stays as it was written; the last
 * revision of a position says whether its sample is part of the data. The mirror of {@code
 * revisions.schema.json}.
 *
 * @param version of the form of the record, {@link #VERSION}
 * @param position of the sample
 * @param id of the sample
 * @param by who or what decided
 * @param reason why the sample is revoked; null where it is reinstated, and where a reviewer gave
 *     none
 * @param evidence what was found; null where nothing was
 * @param note a sentence of the reviewer; null for none
 * @param index the evaluation sets that the sample was compared with; null where it was with none
 * @param recipe that decided; null where none did
 * @param time of the decision, milliseconds since the epoch
 */
public record Revision(
    int version,
    Action action,
    Position position,
    String id,
    Author by,
    Reason reason,
    Evidence evidence,
    String note,
    Index index,
    RecipeStamp recipe,
    long time) {
  /** The form that this version writes. */
  public static final int VERSION = 1;

  public Revision {
    requireNonNull(action, "action is missing");
    requireNonNull(position, "position is missing");
    requireNonNull(id, "id is missing");
    requireNonNull(by, "by is missing");
    if (action == Action.REINSTATE && reason != null) {
      throw new IllegalArgumentException("a reinstated sample has no reason, got " + reason);
    }
  }

  /** Returns whether the sample is part of the data from this revision on. */
  public boolean keeps() {
    return action == Action.REINSTATE;
  }

  /** The same with the equal one of these indexes; its own joins them where there is none. */
  Revision with(Map<Index, Index> indexes) {
    Index known = index == null ? null : indexes.putIfAbsent(index, index);
    return known == null
        ? this
        : new Revision(
            version, action, position, id, by, reason, evidence, note, known, recipe, time);
  }

  /** What a revision does; the wire value is the lower-case name. */
  public enum Action {
    /** Takes the sample out of the data. */
    REVOKE,
    /** Takes the sample into the data. */
    REINSTATE;

    /** The spelling on the wire. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Who or what decided.
   *
   * @param name of the run, or of the person
   */
  public record Author(Kind kind, String name) implements Serializable {
    public Author {
      requireNonNull(kind, "by.kind is missing");
      requireNonNull(name, "by.name is missing");
    }

    /** The kinds of authors; the wire value is the lower-case name. */
    public enum Kind {
      /** A run of {@code medsift recheck}. */
      RECHECK,
      /** A person. */
      REVIEWER;

      /** The spelling on the wire. */
      @JsonValue
      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /**
   * An index of evaluation sets.
   *
   * @param fingerprint as in verdicts
   */
  public record Index(String fingerprint, List<Set> sets) implements Serializable {
    public Index {
      requireNonNull(fingerprint, "index.fingerprint is missing");
      sets = sets == null ? List.of() : List.copyOf(sets);
    }

    /**
     * An evaluation set of an index.
     *
     * @param checksum SHA-256 of the set as the index stores it, lower-case hex
     */
    public record Set(String name, String checksum, int items) implements Serializable {
      public Set {
        requireNonNull(name, "the name of a set of the index is missing");
        requireNonNull(checksum, "the checksum of a set of the index is missing");
      }
    }
  }
}
