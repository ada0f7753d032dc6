package io.medsift.testkit.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.testkit.endpoint.ChatCall;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Samples that models are to be asked about, and a model that knows them by their numbers. */
public final class UnscoredSamples {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NUMBER = Pattern.compile("case (\\d+)");

  private UnscoredSamples() {}

  /** Every fifth is a copy of the one before it under another id. */
  public static List<String> judged(int count) {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      int content = number % 5 == 4 ? number - 1 : number;
      ObjectNode sample = sample("judged-" + number, "general_instruct", content);
      sample.put("price", 0.10).put("mark", "kept");
      lines.add(sample.toString());
    }
    return lines;
  }

  /** Open questions; every third is answered so that rules can tell. */
  public static List<String> open(int count) {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      ObjectNode sample = sample("open-" + number, "synthetic_qa", 10_000 + number);
      if (number % 3 == 0) {
        sample.putObject("options").put("A", "rest").put("B", "surgery");
        sample.putObject("reference").put("kind", "letter").put("value", "A");
        sample.put("response", "The answer is \\boxed{B}");
      } else {
        sample.withObject("/reference").put("kind", "long");
      }
      lines.add(sample.toString());
    }
    return lines;
  }

  private static ObjectNode sample(String id, String track, int content) {
    ObjectNode sample = JSON.createObjectNode();
    sample.put("id", id).put("source", "test").put("track", track);
    sample.put("prompt", "What helps the patient of case " + content + " best?");
    sample.putObject("reference").put("kind", "text").put("value", "rest and water " + content);
    sample.put("response", "Let the patient rest and drink, as in case " + content + ".");
    return sample;
  }

  /** The case that a call is about. */
  public static int number(ChatCall call) {
    String content = call.body().path("messages").path(0).path("content").asText();
    Matcher matcher = NUMBER.matcher(content);
    if (!matcher.find()) {
      throw new IllegalStateException("no case in " + content);
    }
    return Integer.parseInt(matcher.group(1));
  }

  public static double score(int number) {
    return 1 + number % 19 / 2.0;
  }

  public static boolean equivalent(int number) {
    return number % 2 == 0;
  }

  /** What the model says; to one in ten it says something without a score first. */
  public static String reply(ChatCall call) {
    int number = number(call);
    boolean first = call.body().path("messages").size() == 1;
    if (number % 10 == 7 && first) {
      return number >= 10_000 ? "Perhaps." : "A good answer, I would say.";
    }
    if (number >= 10_000) {
      return equivalent(number) ? "True" : "\"false\"";
    }
    return "{\"rationale\": \"case " + number + "\", \"score\": " + score(number) + "}";
  }
}
