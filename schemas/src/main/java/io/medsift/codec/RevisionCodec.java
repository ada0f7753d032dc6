package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.medsift.json.JsonProblem;
import io.medsift.json.WireJson;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import java.io.IOException;

/** Writes and reads the records of {@code revisions}. Thread-safe. */
public final class RevisionCodec {
  private static final String VERSION = "version";
  private static final ObjectWriter REVISIONS = WireJson.MAPPER.writerFor(Revision.class);
  private static final ObjectReader REVISION = WireJson.MAPPER.readerFor(Revision.class);

  private RevisionCodec() {}

  /**
   * The key of a record: the position of its sample, such as {@code samples/0@311}. So all
   * revisions of a sample lie in one partition, in their order.
   */
  public static byte[] key(Position position) {
    return position.toString().getBytes(UTF_8);
  }

  /** The value of a record. */
  public static byte[] write(Revision revision) {
    try {
      return REVISIONS.writeValueAsBytes(revision);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a revision cannot be written: " + revision.position(), e);
    }
  }

  /**
   * Reads the value of a record.
   *
   * @param value may be null
   * @throws IOException if it is no revision, or one of a later version; the message is a clause
   *     whose subject is the record
   */
  public static Revision read(byte[] value) throws IOException {
    if (value == null) {
      throw new IOException("it has no value");
    }
    try {
      JsonNode tree = WireJson.MAPPER.readTree(value);
      if (!tree.isObject()) {
        throw new IOException("it is not a JSON object");
      }
      JsonNode version = tree.path(VERSION);
      if (!version.isInt()) {
        throw new IOException("it has no version, so it is not a revision");
      }
      if (version.intValue() != Revision.VERSION) {
        throw new IOException(
            "it has version %d, and this release of Medsift reads version %d"
                .formatted(version.intValue(), Revision.VERSION));
      }
      return REVISION.readValue(tree);
    } catch (ValueInstantiationException e) {
      throw new IOException("it is not a revision: " + e.getCause().getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IOException("its value cannot be read: " + JsonProblem.of(e), e);
    }
  }
}
