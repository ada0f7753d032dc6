package io.medsift.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeDocumentTest {
  @TempDir private Path directory;

  @Test
  void readsBackAsTheSameRecipe() throws Exception {
    for (String name : RecipeLoader.names()) {
      Path file = directory.resolve(name + ".yaml");
      Files.writeString(file, RecipeLoader.document(name));

      assertThat(RecipeLoader.read(file)).isEqualTo(RecipeLoader.named(name));
      assertThat(RecipeLoader.document(file.toString())).isEqualTo(RecipeLoader.document(name));
    }
  }

  @Test
  void saysEveryDefaultAndWhatIsAllowed() throws Exception {
    assertThat(RecipeLoader.document("ii-medical-rl"))
        .startsWith("# The recipe ii-medical-rl with every default filled in. Hash: ")
        .contains(RecipeLoader.named("ii-medical-rl").stamp().hash())
        .contains("  - rule: any-shared-ngram\n")
        .contains("# a whole number from 1 to 100; default 8\n    n: 8\n")
        .contains("  # one of global, prompt; default global\n  scope: global\n")
        .contains("\n# domain: not set\n");
  }

  @Test
  void explainsEverySetting() throws Exception {
    for (String name : RecipeLoader.names()) {
      List<String> lines = RecipeLoader.document(name).lines().map(String::strip).toList();
      for (int i = 1; i < lines.size(); i++) {
        boolean setting = lines.get(i).matches("(# )?[a-z_]+:( .*)?");
        boolean track =
            lines.get(i).matches("[a-z_]+:")
                && lines.get(i + 1).startsWith("# Gates that a sample of");
        boolean explained =
            lines.get(i - 1).startsWith("# ") && !lines.get(i - 1).endsWith("not set");
        assertThat(!setting || track || explained).as("%s: %s", name, lines.get(i)).isTrue();
      }
    }
    assertThat(RecipeLoader.document("recommended"))
        .contains("  # Scores responses against the reference; asked by annotate.\n  judge:\n")
        .contains("from 1 to 10000000; default 1024\n    max_tokens: 1024\n")
        .doesNotContain("# a number; no default\n  judge:");
  }

  @Test
  void quotesWhatYamlWouldTakeForAnotherValue() throws Exception {
    Path file = directory.resolve("own.yaml");
    Files.writeString(
        file,
        """
        name: "007"
        description: "yes: a \\"#\\" and a \\u00e9"
        domain:
          keep: ["no", "1e3", "Medical: all"]
        tracks:
          yes: {gates: [domain]}
          empty: {gates: []}
        """);
    Recipe recipe = RecipeLoader.read(file);
    Files.writeString(file, RecipeLoader.document(file.toString()));

    assertThat(RecipeLoader.read(file)).isEqualTo(recipe);
  }
}
