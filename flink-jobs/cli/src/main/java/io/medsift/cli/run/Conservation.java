package io.medsift.cli.run;

import static java.lang.String.format;

import io.medsift.cli.input.LoadedSamples;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.text.Plural;
import io.medsift.verdict.Position;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks that every position of the input is in the outputs exactly once. */
public final class Conservation {
  private static final int SHOWN = 10;

  private final LoadedSamples loaded;
  private final BitSet seen = new BitSet();
  private final Map<OutputTopic, Long> rows = new EnumMap<>(OutputTopic.class);
  private final List<Position> again = new ArrayList<>();
  private final List<Position> strangers = new ArrayList<>();
  private long wrong;

  /** Nothing has come out yet. */
  public Conservation(LoadedSamples loaded) {
    this.loaded = loaded;
    for (OutputTopic topic : OutputTopic.values()) {
      rows.put(topic, 0L);
    }
  }

  /**
   * Counts a row.
   *
   * @return the number of its input line, or -1 if it must not be there: its line came out before,
   *     or it is of no line
   */
  long count(OutputTopic topic, Position position) {
    rows.merge(topic, 1L, Long::sum);
    long line = loaded.lineAt(position);
    if (line < 0) {
      return report(strangers, position);
    }
    if (seen.get(Math.toIntExact(line))) {
      return report(again, position);
    }
    seen.set(Math.toIntExact(line));
    return line;
  }

  private long report(List<Position> kind, Position position) {
    wrong++;
    if (kind.size() < SHOWN) {
      kind.add(position);
    }
    return -1;
  }

  /** Rows of one file. */
  public long rows(OutputTopic topic) {
    return rows.get(topic);
  }

  /** Returns whether every line of the input came out exactly once, and nothing else did. */
  public boolean holds() {
    return wrong == 0 && seen.cardinality() == loaded.lines();
  }

  /** The counts and, where it does not hold, the first positions that are to blame. */
  public String describe() {
    StringBuilder text =
        new StringBuilder(
            format(
                Locale.ROOT,
                "%s in, %,d accepted + %,d rejected + %s out",
                Plural.of(loaded.lines(), "line"),
                rows(OutputTopic.ACCEPTED),
                rows(OutputTopic.REJECTED),
                Plural.of(rows(OutputTopic.DEAD_LETTERS), "dead letter")));
    long missing = loaded.lines() - seen.cardinality();
    if (missing > 0) {
      text.append(format(Locale.ROOT, "; %,d missing: %s", missing, firstMissing()));
    }
    if (!again.isEmpty()) {
      text.append("; more than once: ").append(again);
    }
    if (!strangers.isEmpty()) {
      text.append("; not of the input: ").append(strangers);
    }
    return text.toString();
  }

  private List<Position> firstMissing() {
    List<Position> missing = new ArrayList<>();
    for (int line = seen.nextClearBit(0);
        line < loaded.lines() && missing.size() < SHOWN;
        line = seen.nextClearBit(line + 1)) {
      missing.add(loaded.positionOf(line));
    }
    return missing;
  }
}
