package io.medsift.sources;

import static java.lang.String.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts which of several accepted readings the rows used, and why rows were left out. It decides
 * nothing. Safe for many threads.
 */
public final class ReadingTally {
  /** Values of free text, such as names of models, are counted up to this many, then together. */
  static final int MAX_VALUES = 100;

  static final String OTHERS = "(others)";

  private final ConcurrentMap<String, ConcurrentMap<String, LongAdder>> counts =
      new ConcurrentHashMap<>();

  /** Counts a row that used this value of the reading. */
  public void count(String reading, String value) {
    count(reading, value, 1);
  }

  /** Adds what another has counted. */
  public void add(ReadingTally other) {
    other
        .counts()
        .forEach((reading, values) -> values.forEach((value, rows) -> count(reading, value, rows)));
  }

  private void count(String reading, String value, long rows) {
    ConcurrentMap<String, LongAdder> values =
        counts.computeIfAbsent(reading, name -> new ConcurrentHashMap<>());
    boolean known = values.containsKey(value) || values.size() < MAX_VALUES;
    values.computeIfAbsent(known ? value : OTHERS, name -> new LongAdder()).add(rows);
  }

  /** Rows by reading and value, both in alphabetical order. */
  public Map<String, Map<String, Long>> counts() {
    Map<String, Map<String, Long>> sorted = new TreeMap<>();
    counts.forEach(
        (reading, values) -> {
          Map<String, Long> rows = new TreeMap<>();
          values.forEach((value, count) -> rows.put(value, count.sum()));
          sorted.put(reading, rows);
        });
    return sorted;
  }

  /** One line for each value, for people: {@code cop: 0-based, 182,822 rows}. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    counts().keySet().forEach(reading -> lines.addAll(lines(reading)));
    return lines;
  }

  /** The lines of one reading. */
  public List<String> lines(String reading) {
    List<String> lines = new ArrayList<>();
    counts()
        .getOrDefault(reading, Map.of())
        .forEach(
            (value, rows) ->
                lines.add(
                    format(
                        Locale.ROOT,
                        "%s: %s, %,d %s",
                        reading,
                        value,
                        rows,
                        rows == 1 ? "row" : "rows")));
    return lines;
  }
}
