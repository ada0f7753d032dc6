package io.medsift.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.llm.stage.ModelJob;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationJobTest {
  @TempDir private Path directory;

  /** A topic that gets no sample need not exist, and one topic may serve for both. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deduplicate | samples  | samples  | prompts, samples, dead-letters
          verify      | samples  | samples  | prompts, unscored, samples, dead-letters
          judge       | samples  | samples  | prompts, unscored, samples, dead-letters
          judge       | unscored | samples  | prompts, unscored, dead-letters
          deduplicate | unscored | samples  | prompts, unscored, dead-letters
          judge       | samples  | unscored | prompts, unscored, dead-letters
          """)
  void requiresTheTopicsThatItsRecipeWrites(
      String gate, String output, String samples, String required) throws Exception {
    Recipe recipe =
        RecipeLoader.read(
            Files.writeString(
                directory.resolve("recipe.yaml"),
                """
                name: own
                judge: {minimum: 8}
                models:
                  generator: {model: m, base_url: "http://localhost/v1"}
                generate: {responses: 1, output: %s}
                tracks:
                  own: {gates: [%s]}
                """
                    .formatted(output, gate)));
    GenerationJob job =
        new GenerationJob(
            recipe,
            recipe.models().generator(),
            new ModelJob.Topics("prompts", "dead-letters", "ledger"),
            samples,
            "unscored");

    assertThat(job.requiredTopics()).isEqualTo(List.of(required.split(", ")));
  }
}
