package io.medsift.export.card;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.PublishedRow;
import io.medsift.export.contamination.ContaminationCounts;
import io.medsift.verdict.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The content of {@code statistics.json}: the figures of all exports of a folder together. */
public final class DatasetStatistics {
  private static final int FORMAT = 1;
  private static final String CONTAMINATION = "contamination";
  // Earlier versions wrote names as long as samples had them.
  private static final StreamReadConstraints ANY_NAME =
      StreamReadConstraints.builder().maxNameLength(Integer.MAX_VALUE).build();
  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(ANY_NAME).build())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Map<Decision, RowStatistics> byDecision = new EnumMap<>(Decision.class);
  private final ContaminationCounts contamination;
  private final Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);

  /** Reason for which a row of the source is not in the dataset. */
  public enum LeftOut {
    /** The license filter. */
    LICENSE,
    /** The filter of pass rates. */
    PASS_RATE,
    /** Another recipe than the one that was asked for. */
    RECIPE,
    /** A verdict that a replay wrote again. */
    REPEATED,
    /** A verdict that a revision has taken back. */
    REVISED;

    private String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Creates statistics of no rows. */
  public DatasetStatistics() {
    this(new ContaminationCounts());
  }

  private DatasetStatistics(ContaminationCounts contamination) {
    this.contamination = contamination;
    for (Decision decision : Decision.values()) {
      byDecision.put(decision, new RowStatistics());
    }
    for (LeftOut reason : LeftOut.values()) {
      leftOut.put(reason, 0L);
    }
  }

  /** Counts a row of the dataset. */
  public void add(Decision decision, PublishedRow row) {
    byDecision.get(decision).add(row);
    contamination.add(decision, row.verdict(), row.sample().track(), row.sample().source());
  }

  /** What was compared with evaluation sets, and what repeated an item. */
  public ContaminationCounts contamination() {
    return contamination;
  }

  /** The figures of one decision. */
  public RowStatistics of(Decision decision) {
    return byDecision.get(decision);
  }

  /** Rows that were left out for a reason. */
  public long leftOut(LeftOut reason) {
    return leftOut.get(reason);
  }

  /** Counts a row that is left out. */
  public void leaveOut(LeftOut reason) {
    leftOut.merge(reason, 1L, Long::sum);
  }

  /** Adds what others counted. */
  public void add(DatasetStatistics other) {
    other.byDecision.forEach((decision, rows) -> byDecision.get(decision).add(rows));
    contamination.add(other.contamination);
    other.leftOut.forEach((reason, rows) -> leftOut.merge(reason, rows, Long::sum));
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    ObjectNode json = MAPPER.createObjectNode().put("format", FORMAT);
    byDecision.forEach((decision, rows) -> json.set(name(decision), rows.toJson()));
    json.set(CONTAMINATION, contamination.toJson());
    ObjectNode reasons = json.putObject("left_out");
    leftOut.forEach((reason, rows) -> reasons.put(reason.wireName(), rows));
    MAPPER.writeValue(file.toFile(), json);
  }

  /** Reads what {@link #write(Path)} wrote. */
  public static DatasetStatistics read(Path file) throws IOException {
    JsonNode json = MAPPER.readTree(file.toFile());
    if (json.path("format").asInt() != FORMAT) {
      throw new IOException(
          file + " has format " + json.path("format") + ", this version reads " + FORMAT);
    }
    DatasetStatistics statistics =
        new DatasetStatistics(ContaminationCounts.of(json.path(CONTAMINATION)));
    for (Decision decision : Decision.values()) {
      statistics.byDecision.put(decision, RowStatistics.of(json.path(name(decision))));
    }
    for (LeftOut reason : LeftOut.values()) {
      statistics.leftOut.put(reason, json.path("left_out").path(reason.wireName()).asLong());
    }
    return statistics;
  }

  private static String name(Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT);
  }
}
