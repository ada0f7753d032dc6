package io.medsift.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records in the outputs that are no verdicts on samples: rows about records of other topics, such
 * as the dead letters of the jobs that ask models, and what is no row of Medsift. Thread-safe.
 */
public final class StrayRows {
  private static final int SHOWN = 10;

  private final Map<OutputTopic, Map<String, Long>> others = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private long brokenCount;

  /** Notes a row about a record of another topic, or of another job on the same. */
  public synchronized void other(OutputTopic output, String topic) {
    others.computeIfAbsent(output, key -> new TreeMap<>()).merge(topic, 1L, Long::sum);
  }

  /**
   * Notes a record that is no row of Medsift.
   *
   * @param place where it stands, for messages
   * @param problem what is wrong with it, a clause whose subject is the record
   */
  public synchronized void broken(Object place, String problem) {
    brokenCount++;
    if (broken.size() < SHOWN) {
      broken.add(place + ": " + problem);
    }
  }

  /** How many records are no rows of Medsift. */
  public synchronized long brokenCount() {
    return brokenCount;
  }

  /** How many and which are no rows of Medsift, without a full stop; for where there are any. */
  public synchronized String brokenText() {
    return String.format(
        Locale.ROOT,
        "%s of Medsift: %s%s",
        brokenCount == 1 ? "1 record is no row" : count(brokenCount) + " records are no rows",
        String.join("; ", broken),
        broken.size() < brokenCount ? "; …" : "");
  }

  /** The rows about records of other topics, a sentence for each topic; empty where none are. */
  public synchronized List<String> otherLines() {
    List<String> lines = new ArrayList<>();
    others.forEach(
        (output, topics) ->
            topics.forEach(
                (topic, count) ->
                    lines.add(
                        "%s %s of the topic %s: no verdict on a sample."
                            .formatted(count(count), noun(output, count), topic))));
    return lines;
  }

  private static String noun(OutputTopic output, long count) {
    String one =
        switch (output) {
          case ACCEPTED -> "accepted row";
          case REJECTED -> "rejected row";
          case DEAD_LETTERS -> "dead letter";
        };
    return count == 1 ? one : one + "s";
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
