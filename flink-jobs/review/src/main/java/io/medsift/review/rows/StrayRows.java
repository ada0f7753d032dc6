package io.medsift.review.rows;

import io.medsift.kafka.topic.SamplePosition;
import io.medsift.review.text.Plural;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records in the outputs that are not verdicts on samples: rows about records of other topics, such
 * as the dead letters of the jobs that call models, and what is not a row of Medsift; and files
 * that cannot be read. Thread-safe.
 */
public final class StrayRows {
  private static final int SHOWN = 10;

  private final Map<OutputTopic, Map<String, Long>> others = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private long brokenCount;

  /**
   * Returns the sample that a row is about; null, and noted here, if it is about none.
   *
   * @param place of the row, for messages
   */
  public SamplePosition sampleOf(OutputTopic output, RowOrigin origin, Object place) {
    if (origin instanceof RowOrigin.Sample sample) {
      return sample.position();
    } else if (origin instanceof RowOrigin.Other other) {
      other(output, other.position().topic());
    } else if (origin instanceof RowOrigin.Unknown unknown) {
      broken(place, unknown.problem());
    }
    return null;
  }

  /** Notes a row about a record of another topic, or of another job on the same. */
  public synchronized void other(OutputTopic output, String topic) {
    others.computeIfAbsent(output, key -> new TreeMap<>()).merge(topic, 1L, Long::sum);
  }

  /**
   * Notes a record that is not a row of Medsift.
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

  /**
   * Notes a file whose rows cannot be read, or not all of them.
   *
   * @param problem what is wrong with it, a clause whose subject is the file
   */
  public synchronized void unreadable(Path file, String problem) {
    files.add(file + ": " + problem);
  }

  /** Returns whether a record is not a row of Medsift, or a file cannot be read. */
  public synchronized boolean anyBroken() {
    return brokenCount > 0 || !files.isEmpty();
  }

  /**
   * Returns which records are not rows of Medsift, and which files cannot be read; without a full
   * stop, for where there are any.
   *
   * @param most how many records to name
   */
  public synchronized String brokenText(int most) {
    List<String> clauses = new ArrayList<>();
    if (brokenCount > 0) {
      List<String> first = broken.subList(0, Math.min(most, broken.size()));
      clauses.add(
          "%s of Medsift: %s%s"
              .formatted(
                  Plural.of(brokenCount, "record is not a row", "records are not rows"),
                  String.join("; ", first),
                  first.size() < brokenCount ? "; …" : ""));
    }
    clauses.addAll(files);
    return String.join("; ", clauses);
  }

  /** Returns {@link #brokenText(int)} with the first {@value #SHOWN} records. */
  public String brokenText() {
    return brokenText(SHOWN);
  }

  /** The rows about records of other topics, a sentence for each topic; empty where none are. */
  public synchronized List<String> otherLines() {
    List<String> lines = new ArrayList<>();
    others.forEach(
        (output, topics) ->
            topics.forEach(
                (topic, count) ->
                    lines.add(
                        "%s of the topic %s: not a verdict on a sample."
                            .formatted(Plural.of(count, noun(output)), topic))));
    return lines;
  }

  private static String noun(OutputTopic output) {
    return switch (output) {
      case ACCEPTED -> "accepted row";
      case REJECTED -> "rejected row";
      case DEAD_LETTERS -> "dead letter";
    };
  }
}
