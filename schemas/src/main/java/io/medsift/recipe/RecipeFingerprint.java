package io.medsift.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.recipe.Recipe.AnnotateSettings;
import io.medsift.recipe.Recipe.DomainSettings;
import io.medsift.storage.Sha256;
import io.medsift.verdict.Gate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash of what a recipe decides by: every setting after defaults, as JSON with sorted keys.
 *
 * <p>Two recipes that decide alike have the same hash. So these do not count: name, description,
 * comments, the order of gates and of kept labels, how a number is spelt, and the directory of the
 * centroids (a verdict names the centroids by their own fingerprint). Of the models, those count
 * that say something a gate decides by, judge, equivalence and leak: name, sampling and prompt, not
 * where they are, how fast they are asked or what they cost. Of the keys of annotations it counts
 * whether there are any, not where they lie.
 */
final class RecipeFingerprint {
  private static final int HEX_DIGITS = 16;
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private RecipeFingerprint() {}

  static String of(Recipe recipe) {
    Map<String, Object> settings = new TreeMap<>();
    settings.put("limits", recipe.limits());
    settings.put("decontaminate", decontaminate(recipe.decontaminate()));
    settings.put("deduplicate", deduplicate(recipe));
    settings.put("tracks", recipe.tracks());
    DomainSettings domain = recipe.domain();
    if (domain != null) {
      settings.put("domain", domain.keep().stream().sorted().toList());
      if (domain.minimumAgreement() != null) {
        settings.put("domain_minimum_agreement", domain.minimumAgreement());
      }
      if (domain.minimumSimilarity() != null) {
        settings.put("domain_minimum_similarity", domain.minimumSimilarity());
      }
    }
    if (recipe.judge() != null) {
      settings.put("judge", recipe.judge());
    }
    if (recipe.runs(Gate.QUALITY)) {
      settings.put("quality", recipe.quality());
    }
    if (recipe.groupsResponses()) {
      settings.put("prompts", recipe.prompts());
    }
    if (recipe.runs(Gate.PASS_RATE)) {
      settings.put("pass_rate", recipe.passRate());
    }
    if (recipe.runs(Gate.SELECT)) {
      settings.put("select", recipe.select());
    }
    if (recipe.runs(Gate.BALANCE)) {
      settings.put("balance", recipe.balance());
    }
    AnnotateSettings annotate = recipe.annotate();
    if (annotate.keyFile() != null) {
      settings.put("annotations_signed", true);
    }
    put(settings, recipe, ModelRole.JUDGE, annotate.judgePrompt());
    put(settings, recipe, ModelRole.EQUIVALENCE, annotate.equivalencePrompt());
    if (recipe.leakRule().isPresent()) {
      put(settings, recipe, ModelRole.LEAK, annotate.leakPrompt());
    }
    return hash(settings);
  }

  /** The fields of the published rules are not named, as before there were others. */
  private static JsonNode decontaminate(List<DecontaminationStep> steps) {
    JsonNode settings = CANONICAL.valueToTree(steps);
    for (int i = 0; i < steps.size(); i++) {
      DecontaminationStep step = steps.get(i);
      ObjectNode node = (ObjectNode) settings.get(i);
      if (step instanceof DecontaminationStep.Semantic semantic && !semantic.asksModel()) {
        node.remove(List.of("decide", "floor", "candidates", "unanswered"));
      }
      boolean published =
          step instanceof DecontaminationStep.AnySharedNgram
              || step instanceof DecontaminationStep.Fuzzy;
      if (published && step.fields().equals(List.of(SampleField.PROMPT))) {
        node.remove("fields");
      } else {
        List<String> fields = step.fields().stream().map(SampleField::wireName).sorted().toList();
        node.set("fields", CANONICAL.valueToTree(fields));
      }
    }
    return settings;
  }

  /** The tokenizer is not named where it is the first, nor where nothing is compared. */
  private static ObjectNode deduplicate(Recipe recipe) {
    ObjectNode settings = CANONICAL.valueToTree(recipe.deduplicate());
    if (recipe.deduplicate().tokenizerVersion() == 1 || !recipe.runs(Gate.DEDUPLICATE)) {
      settings.remove("tokenizer_version");
    }
    return settings;
  }

  private static void put(
      Map<String, Object> settings, Recipe recipe, ModelRole role, String prompt) {
    AskedModel model = recipe.models().of(role).orElse(null);
    if (model != null) {
      Map<String, Object> asked = new TreeMap<>();
      asked.put("prompt", prompt);
      asked.put("model", model.model());
      asked.put("temperature", model.temperature());
      asked.put("top_p", model.topP());
      asked.put("max_tokens", model.maxTokens());
      asked.put("seed", model.seed());
      settings.put("models_" + role.wireName(), asked);
    }
  }

  private static String hash(Map<String, Object> settings) {
    try {
      String json = CANONICAL.writeValueAsString(settings);
      return Sha256.of(json.getBytes(UTF_8)).substring(0, HEX_DIGITS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recipe cannot be hashed: " + settings, e);
    }
  }
}
