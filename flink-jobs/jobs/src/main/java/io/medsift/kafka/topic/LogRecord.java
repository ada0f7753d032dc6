package io.medsift.kafka.topic;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.verdict.Position;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One record of the topic as the broker gave it.
 *
 * @param timestamp broker timestamp, milliseconds since the epoch
 * @param key null where the record has none
 * @param value null for a tombstone
 * @param heartbeat whether this is a control record that only moves time
 */
public record LogRecord(
    int partition,
    long offset,
    long timestamp,
    byte[] key,
    byte[] value,
    Map<String, byte[]> headers,
    boolean heartbeat) {
  private static final int BESIDES = 4_096;

  /** Header that says what was cut out of the record. */
  static final String CUT = "medsift-cut";

  /** Position of the record in {@code topic}, which it is of. */
  public Position position(String topic) {
    return new Position(topic, partition, offset);
  }

  /**
   * The whole record, or a truncated one where a value of more than {@code 2 * valueBytes}, or key
   * and headers of more than 4 KiB plus an eighth of {@code valueBytes}, would make a record that
   * the sink cannot write. A header says what was cut; the whole record lies at its position.
   */
  public LogRecord cutTo(int valueBytes) {
    int most = 2 * valueBytes;
    int besides = (key == null ? 0 : key.length) + headerBytes();
    boolean longBesides = besides > BESIDES + valueBytes / 8;
    boolean longValue = value != null && value.length > most;
    if (!longBesides && !longValue) {
      return this;
    }
    Map<String, byte[]> kept = longBesides ? new TreeMap<>() : new TreeMap<>(headers);
    String cut =
        format(
            Locale.ROOT,
            "value of %,d bytes, key and headers of %,d bytes",
            value == null ? 0 : value.length,
            besides);
    kept.put(CUT, cut.getBytes(UTF_8));
    return new LogRecord(
        partition,
        offset,
        timestamp,
        longBesides ? null : key,
        longValue ? head(value, most) : value,
        kept,
        heartbeat);
  }

  private int headerBytes() {
    long bytes = 0;
    for (Map.Entry<String, byte[]> header : headers.entrySet()) {
      bytes += header.getKey().length() + header.getValue().length;
    }
    return Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, bytes));
  }

  /** Cut before a character that would be cut through. */
  private static byte[] head(byte[] text, int most) {
    int end = most;
    while (end > 0 && most - end < 4 && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(text, end);
  }
}
