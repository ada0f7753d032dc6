package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.verdict.Position;
import io.medsift.verdict.Review;
import java.io.IOException;

/** Writes and reads the records of {@code reviews}. Thread-safe. */
public final class ReviewCodec {
  private static final VersionedRecord<Review> REVIEWS =
      new VersionedRecord<>(Review.class, Review.VERSION, "a review");

  private ReviewCodec() {}

  /**
   * The key of a record: the position of its sample and the reviewer, such as {@code samples/0@311
   * ada}. So compaction keeps the latest of each reviewer, and a record without a value withdraws
   * it.
   */
  public static byte[] key(Position position, String reviewer) {
    return (position + " " + reviewer).getBytes(UTF_8);
  }

  /** The value of a record. */
  public static byte[] write(Review review) {
    return REVIEWS.write(review);
  }

  /**
   * Reads the value of a record.
   *
   * @param value may be null
   * @throws IOException if it is not a review, or one of a later version; the message is a clause
   *     whose subject is the record
   */
  public static Review read(byte[] value) throws IOException {
    return REVIEWS.read(value);
  }
}
