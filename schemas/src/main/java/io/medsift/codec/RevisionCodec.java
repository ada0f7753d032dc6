package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import java.io.IOException;

/** Writes and reads the records of {@code revisions}. Thread-safe. */
public final class RevisionCodec {
  private static final VersionedRecord<Revision> REVISIONS =
      new VersionedRecord<>(Revision.class, Revision.VERSION, "a revision");

  private RevisionCodec() {}

  /**
   * The key of a record: the position of its sample, such as {@code samples/0@311}. So all
   * revisions of a sample are in one partition, in order.
   */
  public static byte[] key(Position position) {
    return position.toString().getBytes(UTF_8);
  }

  /** The value of a record. */
  public static byte[] write(Revision revision) {
    return REVISIONS.write(revision);
  }

  /**
   * Reads the value of a record.
   *
   * @param value may be null
   * @throws IOException if it is not a revision, or one of a later version; the message is a clause
   *     whose subject is the record
   */
  public static Revision read(byte[] value) throws IOException {
    return REVISIONS.read(value);
  }
}
