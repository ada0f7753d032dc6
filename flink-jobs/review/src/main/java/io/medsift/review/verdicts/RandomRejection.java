package io.medsift.review.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.RowCodec;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Picks one of the rows that were rejected for a reason, each with the same probability.
 *
 * @param <P> type of the place of a row
 */
final class RandomRejection<P> {
  private final Reason reason;
  private final byte[] written;
  private final RandomGenerator random;
  private long offered;
  private byte[] row;
  private P place;

  RandomRejection(Reason reason, RandomGenerator random) {
    this.reason = reason;
    this.written = ("\"reason\":\"" + reason.name() + "\"").getBytes(UTF_8);
    this.random = random;
  }

  // Most rows are skipped without being parsed. A sample may contain the same bytes.
  private boolean matches(byte[] rejected) {
    try {
      return FileVerdicts.contains(rejected, written)
          && RowCodec.readVerdict(rejected).reason() == reason;
    } catch (IOException e) {
      return false;
    }
  }

  /** Offers a rejected row; one of another reason is ignored. */
  void offer(byte[] rejected, P at) {
    if (matches(rejected) && random.nextLong(++offered) == 0) {
      row = rejected;
      place = at;
    }
  }

  /** The picked row; null if none was offered. */
  byte[] row() {
    return row;
  }

  /** Place of the picked row. */
  P place() {
    return place;
  }
}
