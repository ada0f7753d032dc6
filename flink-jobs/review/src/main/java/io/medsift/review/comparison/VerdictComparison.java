package io.medsift.review.comparison;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.TopicRange;
import java.io.IOException;
import java.io.PrintWriter;

/** Compares a replay with the first run and says how they differ. */
public final class VerdictComparison {
  private VerdictComparison() {}

  /**
   * Prints which verdicts on the positions of {@code range} differ, and why.
   *
   * @return whether none does
   */
  public static boolean print(
      CurationTopics first, CurationTopics replay, TopicRange range, PrintWriter out)
      throws IOException {
    Differences differences = Comparison.of(first, replay, range);
    DifferencesText.lines(replay, differences).forEach(out::println);
    out.flush();
    return differences.none();
  }
}
