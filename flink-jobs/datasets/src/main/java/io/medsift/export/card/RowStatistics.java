package io.medsift.export.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.PublishedRow;
import io.medsift.text.Text;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures of rows of one decision. Adding is in any order; not thread-safe. */
public final class RowStatistics {
  /** Distinct values of a dimension, or sources of a group, that are counted by name. */
  static final int MOST_VALUES = 10_000;

  /** Characters of a value's name; of a longer one there is the beginning, and a hash. */
  static final int LONGEST_VALUE = 200;

  /** Stands for all values beyond the first {@link #MOST_VALUES}. */
  public static final String OTHER = "(other)";

  private static final String ROWS = "rows";
  private static final String GROUPS = "groups";
  private static final String LENGTHS = "lengths";

  private final SortedMap<String, SortedMap<String, Long>> groups = new TreeMap<>();
  private final Map<Dimension, Map<String, Long>> counts = new EnumMap<>(Dimension.class);
  private final Map<Measure, Lengths> lengths = new EnumMap<>(Measure.class);
  private long rows;

  /** No row yet. */
  public RowStatistics() {
    for (Dimension dimension : Dimension.values()) {
      counts.put(dimension, new HashMap<>());
    }
    for (Measure measure : Measure.values()) {
      lengths.put(measure, new Lengths());
    }
  }

  /** Counts a row. */
  public void add(PublishedRow row) {
    rows++;
    count(row.sample().source(), 1, sources(row.sample().track()));
    for (Dimension dimension : Dimension.values()) {
      for (String value : dimension.values(row)) {
        count(value, 1, counts.get(dimension));
      }
    }
    for (Measure measure : Measure.values()) {
      long length = measure.of(row);
      if (length >= 0) {
        lengths.get(measure).add(length);
      }
    }
  }

  /** Adds what others counted. */
  public void add(RowStatistics other) {
    rows += other.rows;
    other.groups.forEach((group, sources) -> merge(sources, sources(group)));
    other.counts.forEach((dimension, values) -> merge(values, counts.get(dimension)));
    other.lengths.forEach((measure, measured) -> lengths.get(measure).add(measured));
  }

  private SortedMap<String, Long> sources(String group) {
    return groups.computeIfAbsent(shortened(group), name -> new TreeMap<>());
  }

  private static void merge(Map<String, Long> from, Map<String, Long> into) {
    from.forEach((value, count) -> count(value, count, into));
  }

  /** Names come from samples, so their number and their length are bounded. */
  private static void count(String value, long rows, Map<String, Long> into) {
    String name = shortened(value);
    int names = into.size() - (into.containsKey(OTHER) ? 1 : 0);
    boolean known = into.containsKey(name) || names < MOST_VALUES;
    into.merge(known ? name : OTHER, rows, Long::sum);
  }

  private static String shortened(String value) {
    if (value.length() <= LONGEST_VALUE) {
      return value;
    }
    String hash = Integer.toHexString(value.hashCode());
    return Text.head(value, LONGEST_VALUE - hash.length() - 1) + "…" + hash;
  }

  /** All rows. */
  public long rows() {
    return rows;
  }

  /** Group to its sources to their rows. */
  public SortedMap<String, SortedMap<String, Long>> groups() {
    return Collections.unmodifiableSortedMap(groups);
  }

  /** Values to their rows. */
  public SortedMap<String, Long> counts(Dimension dimension) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(counts.get(dimension)));
  }

  /** Lengths of a text. */
  public Lengths lengths(Measure measure) {
    return lengths.get(measure);
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put(ROWS, rows);
    ObjectNode byGroup = json.putObject(GROUPS);
    groups.forEach((group, sources) -> put(sources, byGroup.putObject(group)));
    counts.keySet().forEach(key -> put(counts(key), json.putObject(key.wireName())));
    ObjectNode measured = json.putObject(LENGTHS);
    lengths.forEach((measure, texts) -> measured.set(measure.wireName(), texts.toJson()));
    return json;
  }

  private static void put(Map<String, Long> values, ObjectNode json) {
    values.forEach(json::put);
  }

  static RowStatistics of(JsonNode json) {
    RowStatistics statistics = new RowStatistics();
    statistics.rows = json.path(ROWS).asLong();
    for (Map.Entry<String, JsonNode> group : json.path(GROUPS).properties()) {
      read(group.getValue(), statistics.sources(group.getKey()));
    }
    statistics.counts.forEach((dimension, values) -> read(json.path(dimension.wireName()), values));
    for (Measure measure : Measure.values()) {
      statistics.lengths.put(measure, Lengths.of(json.path(LENGTHS).path(measure.wireName())));
    }
    return statistics;
  }

  private static void read(JsonNode json, Map<String, Long> values) {
    for (Map.Entry<String, JsonNode> value : json.properties()) {
      count(value.getKey(), value.getValue().asLong(), values);
    }
  }
}
