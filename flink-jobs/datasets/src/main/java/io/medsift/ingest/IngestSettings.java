package io.medsift.ingest;

import static java.util.Objects.requireNonNull;

import io.medsift.rows.RowLimits;
import io.medsift.sources.Source;
import io.medsift.sources.SourceSettings;
import java.time.Duration;
import java.util.TreeMap;

/**
 * Settings of an ingest.
 *
 * @param sourceSettings what the user says of the rows
 * @param topics where samples go
 * @param topicName the one topic that the user named; null for none
 * @param limits of rows
 * @param longestSample longest sample, in bytes
 * @param selection rows that are taken
 * @param limit rows to read of all files together, with those read before
 * @param commitRows rows after which a commit is made
 * @param commitInterval time after which a commit is made
 */
public record IngestSettings(
    Source source,
    SourceSettings sourceSettings,
    TopicChoice topics,
    String topicName,
    RowLimits limits,
    int longestSample,
    RowSampling selection,
    long limit,
    int commitRows,
    Duration commitInterval) {
  /** Rows after which a commit is made. */
  public static final int COMMIT_ROWS = 20_000;

  /** Time after which a commit is made. */
  public static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);

  public IngestSettings {
    requireNonNull(source, "source is null");
    requireNonNull(sourceSettings, "sourceSettings is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(limits, "limits is null");
    requireNonNull(selection, "selection is null");
    requireNonNull(commitInterval, "commitInterval is null");
  }

  /** The choices that decide what becomes of a row; a file that continues needs the same. */
  public String how() {
    StringBuilder how = new StringBuilder(selection.toString());
    if (sourceSettings.track() != null) {
      how.append(", track ").append(sourceSettings.track());
    }
    new TreeMap<>(sourceSettings.readings())
        .forEach((name, value) -> how.append(", reading ").append(name).append('=').append(value));
    new TreeMap<>(sourceSettings.columns())
        .forEach((part, column) -> how.append(", ").append(part).append(" from ").append(column));
    return how.append(topicName == null ? "" : ", topic " + topicName).toString();
  }
}
