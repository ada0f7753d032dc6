package io.medsift.integration.curation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.testkit.scenario.LoggedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records made to break a reader, a rule or a time limit, from a seed. */
final class HostileRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = 1_000_000L;

  /** What repeats badly: in regular expressions, in longest common subsequences, in sets. */
  private static final String[] PIECES = {
    "a",
    "a ",
    "\\boxed{",
    "\\boxed{A}",
    "}",
    "<think>",
    "</think>",
    "(A)",
    "A\r",
    "\n\n",
    "答案",
    "选A",
    "the answer is ",
    "**",
    "\u0000",
    "\u200b",
    "\u202e",
    "e\u0301",
    "\ud83c\udf1f",
    "İ",
    "ß",
    "\ufdfa",
    "-",
    "1e9",
    "Wait, ",
    "'; DROP TABLE samples;--",
    "<script>alert(1)</script>",
    "${jndi:ldap://x}",
    "%n%s",
    "\ud800",
    "\udc00x"
  };

  private static final String[] NOT_SAMPLES = {
    "",
    " ",
    "null",
    "true",
    "0",
    "\"\"",
    "[]",
    "{}",
    "{",
    "}",
    "{\"id\":",
    "\ufeff{}",
    "{}{}",
    "{\"id\":1}",
    "{\"id\":\"a\",\"id\":\"b\"}",
    "{\"\\ud800\":1}",
    "{\"id\":NaN}",
    "{\"id\":1e999999999}",
    "{\"id\":-0}",
    "{'id':'x'}",
    "{\"id\":\"x\",}",
    "/*x*/{}",
    "{\"__proto__\":{}}"
  };

  private final Random random;
  private final List<byte[]> samples;
  private final int partitions;

  private HostileRecords(long seed, List<byte[]> samples, int partitions) {
    this.random = new Random(seed);
    this.samples = samples;
    this.partitions = partitions;
  }

  /**
   * So many records over so many partitions.
   *
   * @param samples records that are well formed, to start from
   */
  static List<LoggedRecord> take(long seed, List<byte[]> samples, int partitions, int count)
      throws IOException {
    HostileRecords hostile = new HostileRecords(seed, samples, partitions);
    List<LoggedRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(hostile.next(i));
    }
    return records;
  }

  private LoggedRecord next(int index) throws IOException {
    // Time runs backwards now and then, and once to the end of it.
    long timestamp = START + index - random.nextInt(500);
    return new LoggedRecord(random.nextInt(partitions), timestamp, value(index));
  }

  private byte[] value(int index) throws IOException {
    return switch (random.nextInt(8)) {
      case 0 -> NOT_SAMPLES[random.nextInt(NOT_SAMPLES.length)].getBytes(UTF_8);
      case 1 -> random.nextInt(4) == 0 ? null : noise();
      case 2 -> nested();
      case 3, 4 -> damaged();
      default -> wordy(index);
    };
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(2_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] nested() {
    int depth = 1 << random.nextInt(16);
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    String text = open.repeat(depth);
    return (random.nextBoolean() ? text : "{\"id\":\"n\",\"extra\":" + text).getBytes(UTF_8);
  }

  /** A sample with bytes changed, cut out, doubled or cut off. */
  private byte[] damaged() {
    byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = joined(bytes, at, Math.min(bytes.length, at + random.nextInt(20)));
        default -> bytes = joined(bytes, at, Math.max(0, at - random.nextInt(20)));
      }
    }
    return random.nextInt(4) == 0 ? joined(bytes, bytes.length / 2, bytes.length) : bytes;
  }

  /** What is before {@code end} and what is from {@code start} on. */
  private static byte[] joined(byte[] bytes, int end, int start) {
    byte[] result = new byte[end + bytes.length - start];
    System.arraycopy(bytes, 0, result, 0, end);
    System.arraycopy(bytes, start, result, end, bytes.length - start);
    return result;
  }

  /** A sample, as far as JSON goes, whose texts are made to be slow to read. */
  private byte[] wordy(int index) throws IOException {
    ObjectNode sample =
        (ObjectNode) JSON.readTree("{\"source\": \"hostile\", \"license\": \"none\"}");
    sample.put("id", "h" + index);
    String[] tracks = {"public_medical", "synthetic_qa", "r1_trace", "general_instruct", "rl"};
    sample.put("track", tracks[random.nextInt(tracks.length)]);
    sample.put("prompt", text());
    sample.put("response", text());
    sample.putObject("options").put("A", text()).put("B", text());
    sample.putObject("reference").put("kind", "letter").put("value", "A");
    sample.putObject("annotations").putObject("judge").put("score", 9);
    return JSON.writeValueAsBytes(sample);
  }

  private String text() {
    int length = 1 << random.nextInt(14);
    StringBuilder text = new StringBuilder();
    int kinds = 1 + random.nextInt(3);
    String[] pieces = new String[kinds];
    for (int i = 0; i < kinds; i++) {
      pieces[i] = PIECES[random.nextInt(PIECES.length)];
    }
    while (text.length() < length) {
      text.append(pieces[random.nextInt(kinds)]);
    }
    return text.toString();
  }
}
