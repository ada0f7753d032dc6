package io.medsift.review.comparison;

import static java.lang.String.format;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.RecordFetcher;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.text.Plural;
import io.medsift.review.text.SafeText;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The differences of two runs for a terminal. */
public final class DifferencesText {
  private final CurationTopics replay;
  private final Differences differences;
  private final List<String> lines = new ArrayList<>();

  private DifferencesText(CurationTopics replay, Differences differences) {
    this.replay = replay;
    this.differences = differences;
  }

  /** The lines; reads the rows of a few examples. */
  public static List<String> lines(CurationTopics replay, Differences differences)
      throws IOException {
    return new DifferencesText(replay, differences).lines();
  }

  private List<String> lines() throws IOException {
    lines.add(
        format(
            Locale.ROOT,
            "Compared with the first run: %s, %,d decided alike.",
            Plural.of(differences.compared(), "position"),
            differences.alikeCount()));
    if (differences.versions().isEmpty()) {
      lines.add("Recipe and artifacts are the same.");
    }
    differences.versions().forEach(version -> lines.add("  " + SafeText.line(version)));
    if (!differences.changes().isEmpty()) {
      lines.add("");
      lines.add(format("%-26s %-26s %12s", "first run", "replay", "samples"));
      try (RecordFetcher rows = new RecordFetcher(replay.connection())) {
        for (Map.Entry<Differences.Change, Differences.Tally> change :
            differences.changes().entrySet()) {
          add(change.getKey(), change.getValue(), rows);
        }
      }
    }
    count("decided alike by other evidence", differences.otherEvidenceCount());
    count("decided only by the first run", differences.onlyFirstCount());
    count("decided only by the replay", differences.onlyReplayCount());
    count("revised by reviewers, compared as before that", differences.reviewedCount());
    differences.strays().otherLines().forEach(line -> lines.add(SafeText.line(line)));
    if (differences.strays().anyBroken()) {
      lines.add(SafeText.terminal("Not compared: " + differences.strays().brokenText() + "."));
    }
    return lines;
  }

  private void count(String what, long count) {
    if (count > 0) {
      lines.add(format(Locale.ROOT, "%-53s %12s", what, format(Locale.ROOT, "%,d", count)));
    }
  }

  private void add(Differences.Change change, Differences.Tally tally, RecordFetcher rows)
      throws IOException {
    lines.add(
        format(
            Locale.ROOT,
            "%-26s %-26s %,12d",
            ComparedOutcome.name(change.from()),
            ComparedOutcome.name(change.to()),
            tally.count()));
    tally
        .causes()
        .forEach(
            (cause, count) ->
                lines.add(format(Locale.ROOT, "    %,d of them %s", count, cause.phrase(count))));
    for (Differences.Example example : tally.examples()) {
      add(example, rows);
    }
  }

  private void add(Differences.Example example, RecordFetcher rows) throws IOException {
    RowLocation location = RowLocation.unpack(example.row());
    Optional<ConsumerRecord<byte[], byte[]>> row =
        rows.fetch(
            new TopicPartition(location.output().of(replay), location.partition()),
            location.offset());
    ComparedOutcome now =
        row.isPresent() ? ComparedOutcome.read(location.output(), row.get().value()) : null;
    Position position = new Position(replay.samples(), example.partition(), example.offset());
    lines.add(
        SafeText.terminal(
            "    %s  %s -> %s"
                .formatted(position, said(example.first()), said(now))
                .replace('\n', ' ')));
  }

  private static String said(ComparedOutcome outcome) {
    if (outcome == null) {
      return "its row was deleted";
    }
    String name = ComparedOutcome.name(outcome.code());
    return outcome.why().isEmpty() ? name : name + ": " + outcome.why();
  }
}
