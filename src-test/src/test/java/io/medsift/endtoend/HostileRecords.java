package io.medsift.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Records from a seed: bytes that are no text, JSON that is none or much too deep, fields of every
 * wrong kind, and samples whose texts are made for the worst case of a rule.
 */
final class HostileRecords {
  private static final String[] TRACKS = {
    "public_medical", "synthetic_qa", "r1_trace", "general_instruct", "rl", "", "__proto__", "RL"
  };
  private static final String[] FIELDS = {
    "id",
    "source",
    "track",
    "prompt",
    "response",
    "reasoning",
    "options",
    "reference",
    "history",
    "annotations",
    "system",
    "label",
    "license",
    "generator",
    "__proto__",
    "\\u0000",
    ""
  };
  private static final String[] VALUES = {
    "null",
    "true",
    "-0",
    "1e400",
    "-1E-999999",
    "9".repeat(400),
    "NaN",
    "[]",
    "{}",
    "[null]",
    "[[[[1]]]]",
    "\"\"",
    "\" \"",
    "\"\\ud800\"",
    "\"\\udfff\\ud800\"",
    "\"\\u0000\\u0007\\u001b[2J\"",
    "\"\\u202e\\u2066\\ufeff\"",
    "\"<script>alert(1)</script>\"",
    "\"${jndi:ldap://127.0.0.1:1/x} ${file:/etc/passwd:root}\"",
    "\"../../../../etc/passwd\"",
    "{\"kind\": \"letter\", \"value\": null}",
    "{\"kind\": \"letter\", \"value\": \"" + "B".repeat(2000) + "\"}",
    "{\"kind\": \"long\", \"value\": \"\\\\boxed{\"}",
    "{\"judge\": {\"score\": \"ten\"}}",
    "{\"judge\": {\"score\": 1e309}}"
  };
  private static final String[] WORST = {
    "\\\\boxed{",
    "\\\\boxed{\\\\text{",
    "The answer is ",
    "answer: (",
    "((((((((",
    "}}}}}}}}",
    "A A A A ",
    "aaaaaaaa",
    "1.1.1.1.",
    "$$$$",
    "**_**_",
    "\\n\\n\\n",
    "\\t \\t ",
    "答案是",
    "的",
    "e\\u0301",
    "\\ud83d\\ude00\\u200d",
    "\\u3000",
    "not not not ",
    "</think>",
    "<think>",
    "option A or option B or "
  };

  private final Random random;

  private HostileRecords(long seed) {
    random = new Random(seed);
  }

  static List<LoggedRecord> take(long seed, int partitions, int count) {
    HostileRecords hostile = new HostileRecords(seed);
    List<LoggedRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long timestamp = 1_000_000L + i;
      records.add(
          new LoggedRecord(hostile.random.nextInt(partitions), timestamp, hostile.value(i)));
    }
    return records;
  }

  private byte[] value(int index) {
    return switch (random.nextInt(10)) {
      case 0 -> noise();
      case 1 -> deep();
      case 2 -> mutated(sample(index));
      case 3, 4 -> wrongFields(index).getBytes(UTF_8);
      case 5 -> truncated(sample(index));
      default -> sample(index);
    };
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] deep() {
    int depth = 1 << random.nextInt(17);
    String open = pick("[", "{\"a\":", "{\"prompt\":", "[[");
    String whole = open.repeat(depth);
    return (random.nextBoolean() ? whole : "{\"id\":\"x\",\"history\":" + whole).getBytes(UTF_8);
  }

  private byte[] mutated(byte[] sample) {
    for (int i = 0; i <= random.nextInt(8); i++) {
      sample[random.nextInt(sample.length)] = (byte) random.nextInt(256);
    }
    return sample;
  }

  private byte[] truncated(byte[] sample) {
    return Arrays.copyOf(sample, random.nextInt(sample.length));
  }

  private String wrongFields(int index) {
    StringBuilder json = new StringBuilder("{\"id\": \"h" + index + "\", \"source\": \"hostile\"");
    json.append(", \"track\": \"").append(pick(TRACKS)).append("\", \"prompt\": \"p\"");
    for (int i = 0; i <= random.nextInt(4); i++) {
      json.append(", \"%s\": %s".formatted(pick(FIELDS), pick(VALUES)));
    }
    return json.append('}').toString();
  }

  private byte[] sample(int index) {
    return """
    {"id": "h%d", "source": "hostile", "track": "%s", "prompt": "%s", "response": "%s",
     "options": {"A": "%s", "B": "two"}, "reference": {"kind": "%s", "value": "%s"},
     "annotations": {"judge": {"score": %d}}}"""
        .formatted(
            index,
            TRACKS[random.nextInt(4)],
            worst(200),
            worst(index % 100 == 0 ? 20_000 : 400),
            worst(3),
            pick("letter", "text", "long"),
            pick("A", "B", worst(2)),
            random.nextInt(12))
        .getBytes(UTF_8);
  }

  private String worst(int most) {
    StringBuilder text = new StringBuilder();
    int kinds = 1 + random.nextInt(3);
    for (int i = 0; i < kinds; i++) {
      text.append(pick(WORST).repeat(1 + random.nextInt(most)));
    }
    return text.toString();
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }
}
