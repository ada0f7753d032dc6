package io.medsift.testkit.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records of every track, very large ones, and many that are no samples, from a seed. */
public final class MixedSamples {
  private static final String[] MALFORMED = {
    "{not json",
    "",
    "[1]",
    "{\"id\":\"x\",\"source\":\"synthetic\",\"track\":\"essays\",\"prompt\":\"p\"}",
    "{\"id\":\"x\",\"source\":\"synthetic\",\"track\":\"public_medical\",\"prompt\":\"p\"}",
    "{\"id\":\"x\",\"source\":\"synthetic\",\"track\":\"general_instruct\",\"prompt\":\"p\","
        + "\"response\":\"r\"}"
  };

  private static final int LARGE = 100;
  private static final int TOO_LARGE = 200;

  private final Random random;
  private final List<String> responses;
  private final int partitions;

  private MixedSamples(long seed, int partitions, int count) {
    this.random = new Random(seed);
    this.responses = new SyntheticResponses(seed).take(count);
    this.partitions = partitions;
  }

  /** Ids are s0, s1, …; partition 0 gets most, the last few. */
  public static List<LoggedRecord> take(long seed, int partitions, int count) {
    return new MixedSamples(seed, partitions, count).take();
  }

  private List<LoggedRecord> take() {
    List<LoggedRecord> records = new ArrayList<>();
    for (int i = 0; i < responses.size(); i++) {
      int partition = random.nextInt(1 + random.nextInt(partitions));
      long timestamp = 1_000_000L + 2L * i - random.nextInt(40);
      records.add(new LoggedRecord(partition, timestamp, value(i)));
    }
    return records;
  }

  private byte[] value(int index) {
    String response = responses.get(index);
    if (index == LARGE) {
      return sample(index, "rl", null, ", \"system\": \"" + "字".repeat(300_000) + "\"");
    } else if (index == TOO_LARGE) {
      return sample(index, "rl", null, ", \"system\": \"" + "字".repeat(400_000) + "\"");
    }
    int choice = random.nextInt(20);
    if (choice == 0) {
      return random.nextBoolean() ? malformed() : null;
    } else if (choice == 1) {
      return sample(index, "rl", null, "");
    } else if (choice < 6) {
      String answer = random.nextInt(4) == 0 ? "C" : "B";
      String end = random.nextInt(8) == 0 ? "" : " The answer is \\\\boxed{" + answer + "}.";
      return sample(
          index,
          "synthetic_qa",
          response + end,
          ", \"options\": {\"A\": \"one\", \"B\": \"two\", \"C\": \"three\"}, \"reference\":"
              + " {\"kind\": \"letter\", \"value\": \"B\"}");
    } else if (choice < 9) {
      return sample(
          index,
          "general_instruct",
          response,
          ", \"annotations\": {\"judge\": {\"score\": " + (6 + random.nextInt(5)) + "}}");
    }
    return sample(index, choice < 12 ? "r1_trace" : "public_medical", response, "");
  }

  private byte[] malformed() {
    int choice = random.nextInt(MALFORMED.length + 1);
    return choice == MALFORMED.length
        ? new byte[] {'{', (byte) 0xff, '}'}
        : MALFORMED[choice].getBytes(UTF_8);
  }

  private static byte[] sample(int index, String track, String response, String fields) {
    return """
    {"id": "s%d", "source": "synthetic", "track": "%s", "prompt": "this is question number %d"%s%s}\
    """
        .formatted(
            index,
            track,
            index,
            response == null ? "" : ", \"response\": \"" + response + "\"",
            fields)
        .getBytes(UTF_8);
  }
}
