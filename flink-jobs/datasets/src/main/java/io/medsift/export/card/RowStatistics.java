package io.medsift.export.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.PublishedRow;
import io.medsift.sample.Turn;
import io.medsift.text.Text;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures of rows of one decision. Adding is in any order; not thread-safe. */
public final class RowStatistics {
  /** Distinct values of a dimension, or sources of a group, that are counted by name. */
  static final int MAX_VALUES = 10_000;

  /** Characters of a value's name; of a longer one there is the beginning, and a hash. */
  static final int MAX_VALUE_LENGTH = 200;

  /** Stands for all values beyond the first {@link #MAX_VALUES}. */
  public static final String OTHER = "(other)";

  private static final String ROWS = "rows";
  private static final String GROUPS = "groups";
  private static final String LENGTHS = "lengths";

  private final SortedMap<String, SortedMap<String, Long>> groups = new TreeMap<>();
  private final Map<Dimension, Map<String, Long>> counts = new EnumMap<>(Dimension.class);
  private final Map<Measure, Lengths> lengths = new EnumMap<>(Measure.class);
  private long rows;

  /** Creates statistics of no rows. */
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
    boolean known = into.containsKey(name) || names < MAX_VALUES;
    into.merge(known ? name : OTHER, rows, Long::sum);
  }

  private static String shortened(String value) {
    if (value.length() <= MAX_VALUE_LENGTH) {
      return value;
    }
    String hash = Integer.toHexString(value.hashCode());
    return Text.head(value, MAX_VALUE_LENGTH - hash.length() - 1) + "…" + hash;
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

  /** Texts that are measured, in characters (code points). */
  public enum Measure {
    QUESTION,
    /** The last turn, if it is the model's: trace and answer with their tags. */
    COMPLETION,
    /** The text between the think tags of the completion, trimmed. */
    TRACE;

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    /** The length of the text, or -1 where the row has none. */
    long of(PublishedRow row) {
      return switch (this) {
        case QUESTION -> characters(row.columns().question());
        case COMPLETION -> characters(completion(row));
        case TRACE -> characters(trace(completion(row)));
      };
    }

    /** The key in {@code statistics.json}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static String completion(PublishedRow row) {
      List<Turn> messages = row.columns().messages();
      Turn last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
      return last == null || !last.role().equals("assistant") ? null : last.content();
    }

    private static String trace(String completion) {
      int end = completion == null ? -1 : completion.indexOf(CLOSE);
      if (end < 0) {
        return null;
      }
      int start = completion.startsWith(OPEN) ? OPEN.length() : 0;
      return completion.substring(Math.min(start, end), end).strip();
    }

    private static long characters(String text) {
      return text == null ? -1 : text.codePointCount(0, text.length());
    }
  }

  /** Lengths of many texts: extremes, sum, and counts between powers of two. */
  public static final class Lengths {
    private final SortedMap<Long, Long> bins = new TreeMap<>();
    private long texts;
    private long total;
    private long shortest = Long.MAX_VALUE;
    private long longest;

    void add(long length) {
      bins.merge(Long.highestOneBit(length), 1L, Long::sum);
      texts++;
      total += length;
      shortest = Math.min(shortest, length);
      longest = Math.max(longest, length);
    }

    void add(Lengths other) {
      other.bins.forEach((edge, count) -> bins.merge(edge, count, Long::sum));
      texts += other.texts;
      total += other.total;
      shortest = Math.min(shortest, other.shortest);
      longest = Math.max(longest, other.longest);
    }

    /** Texts that were measured. */
    public long texts() {
      return texts;
    }

    /** The mean, rounded; 0 of none. */
    public long mean() {
      return texts == 0 ? 0 : Math.round((double) total / texts);
    }

    /** The shortest; 0 of none. */
    public long shortest() {
      return texts == 0 ? 0 : shortest;
    }

    /** The longest; 0 of none. */
    public long longest() {
      return longest;
    }

    /**
     * Lower edge to the number of texts from there to twice that; the edges are powers of two or 0.
     */
    public SortedMap<Long, Long> bins() {
      return Collections.unmodifiableSortedMap(bins);
    }

    ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("rows", texts)
          .put("total", total)
          .put("shortest", shortest())
          .put("longest", longest);
      ObjectNode histogram = json.putObject("histogram");
      bins.forEach((edge, count) -> histogram.put(edge.toString(), count));
      return json;
    }

    static Lengths of(JsonNode json) {
      Lengths lengths = new Lengths();
      lengths.texts = json.path("rows").asLong();
      lengths.total = json.path("total").asLong();
      lengths.shortest = lengths.texts == 0 ? Long.MAX_VALUE : json.path("shortest").asLong();
      lengths.longest = json.path("longest").asLong();
      for (Map.Entry<String, JsonNode> bin : json.path("histogram").properties()) {
        lengths.bins.put(Long.valueOf(bin.getKey()), bin.getValue().asLong());
      }
      return lengths;
    }
  }
}
