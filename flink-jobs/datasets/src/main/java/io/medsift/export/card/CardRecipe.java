package io.medsift.export.card;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.medsift.export.card.Markdown.CardNumbers;
import io.medsift.export.card.RowStatistics.Measure;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Gate;
import io.medsift.verdict.RecipeStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Curation of the rows: recipes, artifacts, and the settings where they are known, as far as a row
 * of the dataset met them.
 *
 * @param known a recipe whose settings are {@code text}; may be null
 */
record CardRecipe(DatasetStatistics statistics, RecipeStamp known, String text) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  void write(Markdown page) {
    page.heading(2, "Curation");
    page.table(List.of("recipe and hash", "samples"), 1, counted(Dimension.RECIPES));
    for (String recipe : accepted().counts(Dimension.RECIPES).keySet()) {
      String settings = settings(recipe);
      String name = recipe.replace('`', '\'');
      if (settings == null) {
        page.paragraph("The settings of `" + name + "` were not known to the export.");
      } else {
        page.paragraph(
            "The settings of `"
                + name
                + "` that apply to these rows. Tracks, gates and models that apply to no "
                + "row are left out; the hash is that of the whole recipe.");
        page.code("yaml", met(settings));
      }
    }
    if (!accepted().counts(Dimension.MODELS).isEmpty()) {
      page.table(List.of("model that was asked", "samples"), 1, counted(Dimension.MODELS));
    }
    if (!accepted().counts(Dimension.ARTIFACTS).isEmpty()) {
      page.table(List.of("artifact and fingerprint", "samples"), 1, counted(Dimension.ARTIFACTS));
    }
  }

  private RowStatistics accepted() {
    return statistics.of(Decision.ACCEPTED);
  }

  private List<List<String>> counted(Dimension dimension) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Long> value : accepted().counts(dimension).entrySet()) {
      rows.add(List.of(Markdown.text(value.getKey()), CardNumbers.count(value.getValue())));
    }
    return rows;
  }

  private String settings(String recipe) {
    if (known != null && recipe.equals(key(known)) && text != null) {
      return text;
    }
    try {
      for (String name : RecipeLoader.names()) {
        if (recipe.equals(key(RecipeLoader.named(name).stamp()))) {
          return RecipeLoader.document(name);
        }
      }
      return null;
    } catch (RecipeException e) {
      throw new IllegalStateException("a recipe that comes with the product is broken", e);
    }
  }

  private static String key(RecipeStamp stamp) {
    return stamp.name() + " " + stamp.hash();
  }

  /** The settings without what no row of the dataset met. */
  private String met(String settings) {
    try {
      ObjectNode recipe = (ObjectNode) YAML.readTree(settings);
      if (recipe.get("tracks") instanceof ObjectNode tracks) {
        tracks.retain(tracksMet());
        dropGates(recipe, tracks);
      }
      dropModels(recipe);
      return YAML.writeValueAsString(recipe);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recipe that was read cannot be read again", e);
    }
  }

  private Set<String> tracksMet() {
    Set<String> tracks = new TreeSet<>(accepted().groups().keySet());
    tracks.addAll(statistics.of(Decision.REJECTED).groups().keySet());
    return tracks;
  }

  private static void dropGates(ObjectNode recipe, ObjectNode tracks) {
    Set<String> gates = new TreeSet<>();
    for (JsonNode track : tracks) {
      track.path("gates").forEach(gate -> gates.add(gate.asText()));
    }
    for (Gate gate : Gate.values()) {
      if (!gates.contains(gate.wireName())) {
        recipe.remove(gate.wireName());
      }
    }
    if (!gates.contains(Gate.PASS_RATE.wireName()) && !gates.contains(Gate.SELECT.wireName())) {
      recipe.remove("prompts");
    }
  }

  private void dropModels(ObjectNode recipe) {
    Set<String> asked = new TreeSet<>(accepted().counts(Dimension.MODELS).keySet());
    asked.addAll(statistics.of(Decision.REJECTED).counts(Dimension.MODELS).keySet());
    Set<String> roles = new TreeSet<>();
    for (ModelRole role : ModelRole.values()) {
      String model = recipe.path("models").path(role.wireName()).path("model").asText();
      if (asked.contains(Dimension.asked(role, model))) {
        roles.add(role.wireName());
      }
    }
    if (recipe.get("models") instanceof ObjectNode models) {
      models.retain(roles);
      if (models.isEmpty()) {
        recipe.remove("models");
      }
    }
    recipe.remove("evolve");
    if (!roles.contains(ModelRole.GENERATOR.wireName())) {
      recipe.remove("generate");
    }
    if (Stream.of(ModelRole.JUDGE, ModelRole.EQUIVALENCE, ModelRole.LEAK)
        .noneMatch(role -> roles.contains(role.wireName()))) {
      recipe.remove("annotate");
    }
  }

  /** Returns the models that wrote the responses, as far as rows name them. */
  String authors() {
    long responses = accepted().lengths(Measure.COMPLETION).texts();
    long named =
        accepted().counts(Dimension.GENERATORS).entrySet().stream()
            .filter(generator -> !generator.getKey().equals(Dimension.NONE))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (responses == 0) {
      return "Not medical advice.";
    }
    String who =
        named == 0
            ? "the rows do not say who wrote the responses"
            : named >= responses
                ? "the responses were written by models, which the rows name"
                : format(
                    Locale.ROOT,
                    "%,d of the %,d responses were written by models, which the rows name; of the"
                        + " others they do not say who wrote them",
                    named,
                    responses);
    return "Not medical advice: " + who + ". No gate checks each sentence of a response.";
  }
}
