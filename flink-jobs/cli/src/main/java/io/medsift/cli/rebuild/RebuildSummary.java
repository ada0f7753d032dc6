package io.medsift.cli.rebuild;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.medsift.curation.write.CurationTopics;
import io.medsift.ingest.FileProgress;
import io.medsift.ingest.IngestedFiles;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.review.text.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Prints at the end the outcome of the rows of each source, and where they are. */
final class RebuildSummary {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String UNNAMED = "(no source)";
  private static final String LINE = "%-28s %-18s %12s %12s %-10s %12s %12s";

  private final RebuildRequest request;
  private final CurationTopics topics;

  RebuildSummary(RebuildRequest request, CurationTopics topics) {
    this.request = request;
    this.topics = topics;
  }

  void print(PrintWriter out) throws InterruptedException {
    Map<String, List<FileProgress>> ingested =
        IngestedFiles.read(topics.connection().settings()).files();
    Map<String, Long> accepted = bySource(topics.accepted());
    Map<String, Long> rejected = bySource(topics.rejected());
    out.println();
    out.println(
        format(LINE, "source", "track", "rows read", "ingested", "into", "accepted", "rejected"));
    for (RebuildSource source : request.sources()) {
      List<FileProgress> files = ingested.getOrDefault(source.name(), List.of());
      out.println(
          format(
              LINE,
              source.name(),
              source.trackName(),
              count(files.stream().mapToLong(FileProgress::rows).sum()),
              count(files.stream().mapToLong(FileProgress::samples).sum()),
              source.topic(request.recipe()).wireName(),
              count(accepted.getOrDefault(source.name(), 0L)),
              count(rejected.getOrDefault(source.name(), 0L))));
      accepted.remove(source.name());
      rejected.remove(source.name());
    }
    Map<String, Long> others = new TreeMap<>(accepted);
    rejected.forEach((name, count) -> others.putIfAbsent(name, 0L));
    others.forEach(
        (name, count) ->
            out.println(
                format(
                    LINE,
                    SafeText.line(name),
                    "",
                    "",
                    "",
                    "",
                    count(count),
                    count(rejected.getOrDefault(name, 0L)))));
    out.println();
    out.println(
        format(
            "Verdicts and their reasons are in the topics %s, %s and %s%s.",
            topics.accepted(),
            topics.rejected(),
            topics.deadLetters(),
            request.embedded()
                ? format(", which 'medsift up --data %s' starts again", request.curation())
                : ""));
    out.println("Dataset: " + request.dataset().toAbsolutePath().normalize());
    out.flush();
  }

  private static String count(long rows) {
    return format(Locale.ROOT, "%,d", rows);
  }

  private Map<String, Long> bySource(String topic) {
    Map<String, Long> rows = new TreeMap<>();
    TopicRange range = TopicRange.now(topics.connection(), topic);
    new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .read(range, row -> rows.merge(sourceOf(row.value()), 1L, Long::sum));
    return rows;
  }

  /** Returns the {@code source} of the {@code sample} of a row, without reading the rest. */
  static String sourceOf(byte[] row) {
    if (row == null) {
      return UNNAMED;
    }
    try (JsonParser parser = JSON.createParser(row)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int depth = depth(parser);
        if (token == JsonToken.VALUE_STRING
            && depth == 2
            && "source".equals(parser.currentName())
            && "sample".equals(parser.getParsingContext().getParent().getCurrentName())) {
          return parser.getText();
        }
      }
      return UNNAMED;
    } catch (IOException e) {
      return UNNAMED;
    }
  }

  private static int depth(JsonParser parser) {
    return parser.getParsingContext().getNestingDepth();
  }
}
