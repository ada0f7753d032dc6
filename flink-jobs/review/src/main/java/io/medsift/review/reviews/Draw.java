package io.medsift.review.reviews;

import io.medsift.verdict.Position;
import java.util.Comparator;
import java.util.List;
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
    TreeSet<Drawn> first = new TreeSet<>(ORDER);
    for (Position position : stratum) {
      Drawn drawn = new Drawn(number(position), position);
      if (first.size() < size || ORDER.compare(drawn, first.last()) < 0) {
        first.add(drawn);
        if (first.size() > size) {
          first.pollLast();
        }
      }
    }
    return first.stream().map(Drawn::position).toList();
  }

  private long number(Position position) {
    long number = mix(seed + 0x9E3779B97F4A7C15L);
    number = mix(number ^ position.topic().hashCode());
    number = mix(number ^ position.partition());
    return mix(number ^ position.offset());
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
