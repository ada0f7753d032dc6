package io.medsift.review.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.RowCodec;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * One row of many that were rejected for a reason, each with the same chance.
 *
 * @param <P> what tells where a row stands
 */
final class Drawn<P> {
  private final Reason reason;
  private final byte[] written;
  private final RandomGenerator chance;
  private long offered;
  private byte[] row;
  private P place;

  Drawn(Reason reason, RandomGenerator chance) {
    this.reason = reason;
    this.written = ("\"reason\":\"" + reason.name() + "\"").getBytes(UTF_8);
    this.chance = chance;
  }

  /** Most rows are passed over without being parsed; a sample may hold the same words. */
  private boolean matches(byte[] rejected) {
    try {
      return FileVerdicts.contains(rejected, written)
          && RowCodec.readVerdict(rejected).reason() == reason;
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes part in the draw if it was rejected for the reason. */
  void offer(byte[] rejected, P at) {
    if (matches(rejected) && chance.nextLong(++offered) == 0) {
      row = rejected;
      place = at;
    }
  }

  /** The row that was drawn; null where none was offered. */
  byte[] row() {
    return row;
  }

  /** Where it stands. */
  P place() {
    return place;
  }
}
