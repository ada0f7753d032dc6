package io.medsift.integration.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sources.SourceCard.Confidence;
import io.medsift.sources.catalogue.Sources;
import io.medsift.testkit.endpoint.ChatCall;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Fault;
import io.medsift.testkit.endpoint.Said;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The models of a published recipe, which know the references of all sources and fail at times. */
final class RecipeModels {
  private static final String WRONG = "It seems likely that";
  private static final String[] WORDS = {
    "sodium", "murmur", "biopsy", "fever", "lesion", "dose", "artery", "culture", "enzyme", "rash",
    "edema", "reflex", "plasma", "nodule", "sepsis", "tremor", "gait", "stool", "spleen", "fundus"
  };

  private final List<JsonNode> known = new ArrayList<>();

  private RecipeModels() throws IOException {
    for (String source : Sources.names()) {
      if (Sources.named(source).card().confidence() != Confidence.DEFINED) {
        known.addAll(SourceRows.samples(source));
      }
    }
  }

  static FakeEndpoint start() throws IOException {
    RecipeModels models = new RecipeModels();
    return FakeEndpoint.saying(models::answer)
        .faultsBy(RecipeModels::fault)
        .countedBy(
            call ->
                call.body().path("model") + " " + call.seed() + " " + call.body().path("messages"));
  }

  private static Fault fault(ChatCall call) {
    if (call.content().contains("naturopathy") && call.seed() % 4 == 0) {
      return new Fault.Refusal("I would rather not.");
    }
    return switch ((int) (call.number() % 17)) {
      case 3 -> Fault.status(503, "overloaded");
      case 7 -> Fault.rateLimit("0.05");
      case 11 -> new Fault.ResetInBody();
      case 15 -> new Fault.EmptyChoices();
      default -> null;
    };
  }

  private Said answer(ChatCall call) {
    String asked = call.body().path("model").asText();
    if (asked.startsWith("gpt-4o")) {
      boolean first = call.body().path("messages").size() == 1;
      if (first && call.content().hashCode() % 5 == 0) {
        return Said.of("I like it.");
      }
      int score = call.content().contains(WRONG) ? 4 : 9;
      return Said.of("{\"rationale\": \"It says what it should.\", \"score\": " + score + "}");
    }
    if (asked.startsWith("Qwen/Qwen2.5")) {
      return Said.of(call.content().contains(WRONG) ? "False" : "True");
    }
    return response(call);
  }

  /** Of eight responses about five are right, two wrong, and one is cut. */
  private Said response(ChatCall call) {
    SplittableRandom random = new SplittableRandom(call.seed());
    String trace = "Let me see: " + words(random);
    int kind = random.nextInt(8);
    if (kind == 7) {
      return new Said("<think>" + trace, null, "length");
    }
    List<String> references =
        known.stream()
            .filter(sample -> call.content().contains(sample.path("prompt").asText()))
            .map(sample -> sample.at("/reference/value").asText())
            .toList();
    if (references.isEmpty() || kind > 4) {
      return Said.of(WRONG + " " + words(random) + " \\boxed{nothing of all that}");
    }
    String reference = references.get(random.nextInt(references.size()));
    return new Said(words(random) + ". So: \\boxed{" + reference + "}", trace, "stop");
  }

  private static String words(SplittableRandom random) {
    String[] words = new String[40];
    Arrays.setAll(words, i -> WORDS[random.nextInt(WORDS.length)] + random.nextInt(50));
    return String.join(" ", words);
  }
}
