package io.medsift.export.card;

import io.medsift.export.statistics.Dimension;
import io.medsift.export.statistics.RowStatistics;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.verdict.RecipeStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the rows were curated: recipes, artifacts, and the settings where they are known.
 *
 * @param known a recipe whose settings are {@code text}; may be null
 */
record CardRecipe(RowStatistics accepted, RecipeStamp known, String text) {

  void write(Markdown page) {
    page.heading(2, "Curation");
    page.table(List.of("recipe and hash", "samples"), 1, counted(Dimension.RECIPES));
    for (String recipe : accepted.counts(Dimension.RECIPES).keySet()) {
      String settings = settings(recipe);
      if (settings != null) {
        page.paragraph("Every setting of `" + recipe.replace('`', '\'') + "`:");
        page.code("yaml", settings);
      }
    }
    if (!accepted.counts(Dimension.ARTIFACTS).isEmpty()) {
      page.table(List.of("artifact and fingerprint", "samples"), 1, counted(Dimension.ARTIFACTS));
    }
  }

  private List<List<String>> counted(Dimension dimension) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Long> value : accepted.counts(dimension).entrySet()) {
      rows.add(List.of(Markdown.text(value.getKey()), Figures.count(value.getValue())));
    }
    return rows;
  }

  private String settings(String recipe) {
    if (known != null && recipe.equals(key(known)) && text != null) {
      return withoutComments(text);
    }
    try {
      for (String name : RecipeLoader.names()) {
        if (recipe.equals(key(RecipeLoader.named(name).stamp()))) {
          return withoutComments(RecipeLoader.document(name));
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

  private static String withoutComments(String yaml) {
    return yaml.lines()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .collect(Collectors.joining("\n"));
  }
}
