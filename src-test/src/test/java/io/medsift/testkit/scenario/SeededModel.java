package io.medsift.testkit.scenario;

import io.medsift.testkit.endpoint.ChatCall;
import io.medsift.testkit.endpoint.Said;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the model behind the endpoint says: a function of the question's number and the seed alone,
 * so that two runs can be compared. Of ten answers about six are right, two wrong, one is cut in
 * its trace and one repeats a common text.
 */
public final class SeededModel {
  private static final Pattern CASE = Pattern.compile("Case (\\d+)\\b");
  private static final String[] WORDS = {
    "sodium", "murmur", "biopsy", "fever", "lesion", "dose", "artery", "culture", "enzyme", "rash",
    "edema", "reflex", "plasma", "nodule", "sepsis", "tremor", "gait", "stool", "spleen", "fundus"
  };

  private SeededModel() {}

  /** The letter that is right for the case of that number. */
  public static String gold(int number) {
    return String.valueOf("ABCD".charAt(number * 7 % 4));
  }

  /** The answer to a call. */
  public static Said answer(ChatCall call) {
    return answer(number(call), call.seed());
  }

  public static int number(ChatCall call) {
    Matcher matcher = CASE.matcher(call.content());
    if (!matcher.find()) {
      throw new AssertionError("a question without a case: " + call.content());
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static Said answer(int number, long seed) {
    SplittableRandom random = new SplittableRandom(31 * seed + number);
    int kind = random.nextInt(10);
    String trace = "I go through case " + number + ": " + words(random, 40);
    String gold = gold(number);
    if (kind < 6) {
      return new Said("It is the best of them. \\boxed{" + gold + "}", trace, "stop");
    }
    if (kind < 8) {
      String wrong = gold.equals("A") ? "B" : "A";
      return Said.of("<think>" + trace + "</think>It seems likely. \\boxed{" + wrong + "}");
    }
    if (kind == 8) {
      return new Said("<think>" + trace, null, "length");
    }
    return Said.of("The guideline is plain on such cases. \\boxed{" + gold + "}");
  }

  private static String words(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(50)).append(' ');
    }
    return text.toString().strip();
  }
}
