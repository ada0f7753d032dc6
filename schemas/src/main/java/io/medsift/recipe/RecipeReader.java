package io.medsift.recipe;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.SampleLimits;
import io.medsift.recipe.Recipe.AnnotateSettings;
import io.medsift.recipe.Recipe.DomainSettings;
import io.medsift.recipe.Recipe.EvolveSettings;
import io.medsift.recipe.Recipe.GenerateSettings;
import io.medsift.recipe.Recipe.JudgeSettings;
import io.medsift.recipe.Recipe.QualitySettings;
import io.medsift.recipe.SelectSettings.Order;
import io.medsift.verdict.Gate;
import io.medsift.verdict.RecipeStamp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The text of a recipe file to a recipe: checked against the schema, defaults filled in. */
final class RecipeReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final JsonNode SCHEMA = schema();
  private static final TypeReference<List<DecontaminationStep>> STEPS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Track>> TRACKS = new TypeReference<>() {};

  private RecipeReader() {}

  static Recipe read(String text) throws RecipeException {
    return bind(checked(text));
  }

  /** The text of the same recipe with every default filled in. */
  static String document(String text) throws RecipeException {
    ObjectNode settings = checked(text);
    return RecipeDocument.of(SCHEMA, settings, bind(settings).stamp());
  }

  private static ObjectNode checked(String text) throws RecipeException {
    YamlSettings settings = YamlSettings.parse(text);
    SettingsCheck check = new SettingsCheck(SCHEMA, settings.lines());
    check.check(settings.root());
    checkSections(check, settings.root());
    checkOrder(check, settings.root());
    checkFloor(check, settings.root());
    checkEvolution(check, settings.root());
    checkPrompts(check, settings.root());
    checkBalance(check, settings.root());
    List<String> problems = check.problems();
    if (!problems.isEmpty()) {
      throw new RecipeException(String.join("\n", problems));
    }
    return (ObjectNode) settings.root();
  }

  private static void checkSections(SettingsCheck check, JsonNode root) {
    for (Map.Entry<String, JsonNode> track : root.path("tracks").properties()) {
      JsonNode gates = track.getValue().path("gates");
      for (int i = 0; i < gates.size(); i++) {
        String missing = missingSection(gates.get(i).asText(), root);
        if (missing != null) {
          check.report(
              YamlSettings.entry("tracks." + track.getKey() + ".gates", i),
              format(
                  "the track '%s' runs the gate %s, so the recipe needs %s",
                  track.getKey(), gates.get(i).asText(), missing));
        }
      }
    }
  }

  /** The rule by embedding costs a thousand times what others do. */
  private static void checkOrder(SettingsCheck check, JsonNode root) {
    JsonNode rules = root.path("decontaminate");
    for (int i = 0; i < rules.size() - 1; i++) {
      if (rules.get(i).path("rule").asText().equals("semantic")) {
        check.report(
            YamlSettings.entry("decontaminate", i),
            "the rule semantic must be the last of decontaminate, so that it sees only prompts in"
                + " which the other rules find nothing");
      }
    }
  }

  /** A prompt that the similarity would reject must be among those that a model is asked about. */
  private static void checkFloor(SettingsCheck check, JsonNode root) {
    JsonNode rules = root.path("decontaminate");
    for (int i = 0; i < rules.size(); i++) {
      JsonNode rule = rules.get(i);
      if (rule.path("decide").asText().equals("model")
          && rule.path("floor").asDouble() > rule.path("threshold").asDouble()) {
        check.report(
            YamlSettings.entry("decontaminate", i) + ".floor",
            format(
                "floor must be at most threshold, got %s and %s",
                rule.path("floor").asText(), rule.path("threshold").asText()));
      }
    }
  }

  private static void checkEvolution(SettingsCheck check, JsonNode root) {
    JsonNode track = root.path("evolve").path("track");
    if (track.isTextual() && !root.path("tracks").has(track.textValue())) {
      check.report(
          "evolve.track",
          format("evolve.track must be a track of the recipe, got '%s'", track.textValue()));
    }
  }

  private static void checkPrompts(SettingsCheck check, JsonNode root) {
    JsonNode bounds = root.path("pass_rate");
    if (bounds.path("min").asDouble() > bounds.path("max").asDouble()) {
      check.report(
          "pass_rate.min",
          format(
              "pass_rate.min must be at most pass_rate.max, got %s and %s",
              bounds.path("min").asText(), bounds.path("max").asText()));
    }
    boolean byJudge = root.path("select").path("by").asText().equals(Order.JUDGE.wireName());
    for (Map.Entry<String, JsonNode> track : root.path("tracks").properties()) {
      Set<String> gates = new HashSet<>();
      track.getValue().path("gates").forEach(gate -> gates.add(gate.asText()));
      String at = "tracks." + track.getKey() + ".gates";
      if (gates.contains(Gate.PASS_RATE.wireName()) && !gates.contains(Gate.VERIFY.wireName())) {
        check.report(
            at,
            format(
                "the track '%s' runs the gate pass_rate, which counts what the gate verify finds,"
                    + " so it must run verify too",
                track.getKey()));
      }
      if (byJudge
          && gates.contains(Gate.SELECT.wireName())
          && !gates.contains(Gate.JUDGE.wireName())) {
        check.report(
            at,
            format(
                "the track '%s' runs the gate select by the score of the judge, so it must run"
                    + " judge too, or select.by must be another of first, shortest, longest,"
                    + " least-similar",
                track.getKey()));
      }
    }
  }

  private static void checkBalance(SettingsCheck check, JsonNode root) {
    JsonNode balance = root.path("balance");
    boolean byCluster =
        Stream.of("per_cluster", "per_label", "clusters", "labels").anyMatch(balance::has);
    for (Map.Entry<String, JsonNode> track : root.path("tracks").properties()) {
      Set<String> gates = new HashSet<>();
      track.getValue().path("gates").forEach(gate -> gates.add(gate.asText()));
      if (byCluster
          && gates.contains(Gate.BALANCE.wireName())
          && !gates.contains(Gate.DOMAIN.wireName())) {
        check.report(
            "tracks." + track.getKey() + ".gates",
            format(
                "the track '%s' runs the gate balance by cluster or label, which the gate domain"
                    + " finds, so it must run domain too",
                track.getKey()));
      }
    }
  }

  private static String missingSection(String gate, JsonNode root) {
    if (gate.equals(Gate.JUDGE.wireName()) && !root.has("judge")) {
      return "a section 'judge' with the key 'minimum'";
    }
    if (gate.equals(Gate.DOMAIN.wireName()) && !root.has("domain")) {
      return "a section 'domain' with the key 'keep'";
    }
    if (gate.equals(Gate.BALANCE.wireName()) && root.path("balance").isEmpty()) {
      return "a section 'balance' with at least one of per_prompt, per_source, per_cluster,"
          + " per_label, sources, clusters, labels";
    }
    if (gate.equals(Gate.DECONTAMINATE.wireName()) && root.path("decontaminate").isEmpty()) {
      return "a section 'decontaminate' with at least one rule";
    }
    return null;
  }

  private static Recipe bind(JsonNode root) {
    List<DecontaminationStep> steps =
        root.has("decontaminate")
            ? MAPPER.convertValue(root.get("decontaminate"), STEPS)
            : List.of();
    Recipe recipe =
        Recipe.builder(new RecipeStamp(root.get("name").textValue(), ""))
            .description(root.path("description").textValue())
            .limits(convert(root, "limits", SampleLimits.class))
            .decontaminate(steps)
            .domain(convert(root, "domain", DomainSettings.class))
            .judge(convert(root, "judge", JudgeSettings.class))
            .deduplicate(convert(root, "deduplicate", DeduplicationSettings.class))
            .quality(convert(root, "quality", QualitySettings.class))
            .prompts(convert(root, "prompts", PromptSettings.class))
            .passRate(convert(root, "pass_rate", PassRateSettings.class))
            .select(convert(root, "select", SelectSettings.class))
            .balance(convert(root, "balance", BalanceSettings.class))
            .models(convert(root, "models", Models.class))
            .annotate(convert(root, "annotate", AnnotateSettings.class))
            .generate(convert(root, "generate", GenerateSettings.class))
            .evolve(convert(root, "evolve", EvolveSettings.class))
            .tracks(MAPPER.convertValue(root.get("tracks"), TRACKS))
            .build();
    return recipe.stamped(RecipeFingerprint.of(recipe));
  }

  private static <T> T convert(JsonNode root, String section, Class<T> type) {
    try {
      return root.has(section) ? MAPPER.treeToValue(root.get(section), type) : null;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the schema accepts settings that the recipe cannot hold: " + section, e);
    }
  }

  private static JsonNode schema() {
    try (InputStream in = RecipeReader.class.getResourceAsStream("/schemas/recipe.schema.json")) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("recipe.schema.json is not on the class path", e);
    }
  }
}
