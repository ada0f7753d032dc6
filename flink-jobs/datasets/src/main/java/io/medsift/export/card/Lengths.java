package io.medsift.export.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lengths of many texts: extremes, sum, and counts between powers of two. */
public final class Lengths {
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
    json.put("rows", texts).put("total", total).put("shortest", shortest()).put("longest", longest);
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
