package io.medsift.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Any file is a recipe with gates, or is refused with its name. */
public final class RecipeFuzz {
  private static Path file;

  private RecipeFuzz() {}

  /** Called by the fuzzer before the first input. */
  public static void fuzzerInitialize() throws IOException {
    file = Files.createTempFile("recipe", ".yaml");
    file.toFile().deleteOnExit();
    // Loads all classes: that is no input's time.
    fuzzerTestOneInput("{}".getBytes(UTF_8));
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] content) throws IOException {
    Files.write(file, content);
    try {
      Recipe recipe = RecipeLoader.read(file);
      if (recipe.tracks().isEmpty()) {
        throw new IllegalStateException("accepted without tracks");
      }
    } catch (RecipeException refused) {
      if (!refused.getMessage().contains(file.toString())) {
        throw new IllegalStateException("does not name the file", refused);
      }
    }
  }
}
