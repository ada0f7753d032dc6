package io.medsift.review.reviews;

import io.medsift.verdict.Position;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Draws samples of a stratum, without replacement.
 *
 * <p>A seed gives each position a number, by a hash of both, and so puts all positions in an order
 * that is as good as random; a draw is the first of them. The same seed gives the same draw after a
 * restart, on any machine, whatever order the positions come in. Who draws more gets the same ones
 * and further ones.
 *
 * <p>New verdicts enter the order where their numbers put them, so the first of the order are at
 * any time a simple random sample of what there is. A reviewer who has judged the first 50, and
 * comes back when the stratum has doubled, finds some new ones among the first 50 and some of his
 * earlier ones behind them. Those still count: once he has judged the new ones too, all up to the
 * last of his are judged, and that is a random sample again. A reservoir would instead throw out
 * samples that are judged, and a draw of those that are new alone would favour them.
 *
 * @param seed any number
 * @param size how many to draw of a stratum
 */
public record Draw(long seed, int size) {
  private static final Comparator<Drawn> ORDER =
      Comparator.comparingLong(Drawn::number)
          .thenComparing(drawn -> drawn.position().topic())
          .thenComparingInt(drawn -> drawn.position().partition())
          .thenComparingLong(drawn -> drawn.position().offset());

  private record Drawn(long number, Position position) {}

  public Draw {
    if (size < 1) {
      throw new IllegalArgumentException("a draw has at least one sample, got " + size);
    }
  }

  /**
   * The draw of a stratum, in the order of the draw; all of it where it is smaller. A position that
   * comes twice counts once.
   */
  public List<Position> of(Iterable<Position> stratum) {
    Map<String, Drawing> byTopic = new HashMap<>();
    for (Position position : stratum) {
      byTopic
          .computeIfAbsent(position.topic(), this::of)
          .offer(position.partition(), position.offset());
    }
    return byTopic.values().stream()
        .flatMap(each -> each.first.stream())
        .sorted(ORDER)
        .limit(size)
        .map(Drawn::position)
        .toList();
  }

  /** Begins to draw of the samples of a topic, which are then offered. */
  public Drawing of(String topic) {
    return new Drawing(this, topic);
  }

  /** A draw of samples that are offered one by one. It holds those that are drawn alone. */
  public static final class Drawing {
    private final TreeSet<Drawn> first = new TreeSet<>(ORDER);
    private final Draw draw;
    private final String topic;
    private final long start;

    private Drawing(Draw draw, String topic) {
      this.draw = draw;
      this.topic = topic;
      this.start = mix(mix(draw.seed + 0x9E3779B97F4A7C15L) ^ topic.hashCode());
    }

    /** Offers a sample, in any order; one that comes twice counts once. */
    public void offer(int partition, long offset) {
      long number = mix(mix(start ^ partition) ^ offset);
      if (first.size() == draw.size && number > first.last().number()) {
        return;
      }
      first.add(new Drawn(number, new Position(topic, partition, offset)));
      if (first.size() > draw.size) {
        first.pollLast();
      }
    }

    /** Those that are drawn, in the order of the draw. */
    public List<Position> positions() {
      return first.stream().map(Drawn::position).toList();
    }
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
