package io.medsift.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.medsift.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * Findings of gates about a sample, in gate order. Immutable.
 *
 * <p>Findings pass through many operators, and few look at them. Each is therefore encoded once,
 * when it is found; {@link #json()} is what state and network carry, and what the verdict holds.
 * They are decoded when they are first read.
 */
public final class Findings extends AbstractList<Evidence> {
  private static final ObjectWriter WRITER = WireJson.MAPPER.writerFor(Evidence.class);
  private static final ObjectWriter LIST_WRITER =
      WireJson.MAPPER.writerFor(new TypeReference<List<Evidence>>() {});
  private static final ObjectReader READER =
      WireJson.MAPPER.readerFor(new TypeReference<List<Evidence>>() {});
  private static final byte[] EMPTY = {'[', ']'};

  /** No findings. */
  public static final Findings NONE = new Findings(EMPTY, List.of());

  // At least one of them is there, and each is made of the other when it is first asked for.
  private byte[] json;
  private List<Evidence> decoded;

  private Findings(byte[] json, List<Evidence> decoded) {
    this.json = json;
    this.decoded = decoded;
  }

  /** Returns the findings of a list. */
  public static Findings of(List<Evidence> findings) {
    if (findings instanceof Findings encoded) {
      return encoded;
    }
    return findings.isEmpty() ? NONE : new Findings(null, List.copyOf(findings));
  }

  /**
   * Returns the findings that {@link #json()} gave. The array is not copied and must not be
   * changed.
   */
  public static Findings ofJson(byte[] json) {
    return new Findings(requireNonNull(json, "json is null"), null);
  }

  /** Returns the findings as a JSON array in UTF-8, which must not be changed. */
  public byte[] json() {
    if (json == null) {
      json = encode(LIST_WRITER, decoded);
    }
    return json;
  }

  /** Returns these findings and one more. */
  public Findings with(Evidence finding) {
    byte[] before = json();
    byte[] one = encode(WRITER, finding);
    boolean first = before.length == EMPTY.length;
    byte[] longer = Arrays.copyOf(before, before.length + one.length + (first ? 0 : 1));
    int at = before.length - 1;
    if (!first) {
      longer[at++] = ',';
    }
    System.arraycopy(one, 0, longer, at, one.length);
    longer[longer.length - 1] = ']';
    return new Findings(longer, null);
  }

  private static byte[] encode(ObjectWriter writer, Object found) {
    try {
      return writer.writeValueAsBytes(found);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings cannot be written: " + found, e);
    }
  }

  private List<Evidence> decoded() {
    if (decoded == null) {
      try {
        decoded = List.copyOf(READER.<List<Evidence>>readValue(json));
      } catch (IOException e) {
        throw new UncheckedIOException("findings cannot be read", e);
      }
    }
    return decoded;
  }

  @Override
  public Evidence get(int index) {
    return decoded().get(index);
  }

  @Override
  public int size() {
    return decoded().size();
  }

  /** Writes the findings of a verdict as they were encoded. */
  static final class Serializer extends JsonSerializer<List<Evidence>> {
    @Override
    public void serialize(List<Evidence> findings, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeRawValue(new String(of(findings).json(), UTF_8));
    }
  }
}
