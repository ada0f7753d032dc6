package io.medsift.export;

import io.medsift.export.ExportRequest.ContaminationFacts;
import io.medsift.export.card.DatasetStatistics;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.contamination.ContaminationStatement.CountedIn;
import io.medsift.export.contamination.StatementFacts;
import io.medsift.export.directory.ExportDirectory;
import io.medsift.export.directory.Manifest;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.verdict.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statement of contamination of a dataset folder, from all that an export knows. */
final class ExportStatement {
  private ExportStatement() {}

  /**
   * Makes the statement on the rows of a folder.
   *
   * @param manifest of the folder as it will be
   * @param all figures of its rows
   */
  static ContaminationStatement of(
      ExportRequest request, ExportDirectory directory, Manifest manifest, DatasetStatistics all)
      throws IOException {
    ContaminationFacts known = request.contamination();
    List<ContaminationStatement> earlier = new ArrayList<>();
    if (known.run() != null) {
      earlier.add(known.run());
    }
    if (Files.exists(directory.contamination())) {
      earlier.add(ContaminationStatement.read(directory.contamination()));
    }
    return new StatementFacts(
            request.version(),
            all.of(Decision.ACCEPTED).rows(),
            all.contamination(),
            request.rejected() ? CountedIn.DATASET : null,
            manifest.evaluationIndexes(),
            recipes(known.recipe()),
            earlier,
            known.measurement() == null ? List.of() : List.of(known.measurement()))
        .statement();
  }

  private static Map<String, Recipe> recipes(Recipe told) {
    Map<String, Recipe> recipes = new HashMap<>();
    try {
      for (String name : RecipeLoader.names()) {
        Recipe shipped = RecipeLoader.named(name);
        recipes.put(shipped.stamp().hash(), shipped);
      }
    } catch (RecipeException e) {
      throw new IllegalStateException("a recipe that comes with the product is broken", e);
    }
    if (told != null) {
      recipes.put(told.stamp().hash(), told);
    }
    return recipes;
  }
}
