package io.medsift.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.curation.write.CurationTopics;
import io.medsift.embedding.ModelSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.kafka.KafkaConnection;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encoder that a recipe names by its files, here the real model under another path. */
class NamedEncoderTest {
  private static final Path CENTROIDS = Path.of("../../deploy/demo/centroids");
  private static final String NAME = "sentence-transformers/all-MiniLM-L6-v2";

  @TempDir private Path folder;

  @BeforeEach
  void writeTheModel() throws Exception {
    Files.write(folder.resolve("model.onnx"), ModelSource.miniLm().onnx());
    Files.write(folder.resolve("tokenizer.json"), ModelSource.miniLm().tokenizer());
  }

  @Test
  void embedsForTheDomainGate() throws Exception {
    Recipe recipe = recipe(NAME, "model.onnx", "");

    CurationArtifacts artifacts = artifacts(recipe);

    assertThat(artifacts.fingerprints())
        .containsEntry("embedding_model", NAME)
        .containsEntry("centroids", CentroidArtifact.load(CENTROIDS).fingerprint());
    Files.delete(folder.resolve("tokenizer.json"));
    assertThatThrownBy(() -> artifacts.domain().embedding().encoder().open())
        .hasMessageContaining(folder.resolve("tokenizer.json") + " does not exist");
    Files.write(folder.resolve("tokenizer.json"), ModelSource.miniLm().tokenizer());
    try (SentenceEncoder encoder = artifacts.domain().embedding().encoder().open()) {
      assertThat(encoder.encode("Which vitamin prevents scurvy?")).hasSize(384);
    }
  }

  @Test
  void isRefusedBeforeTheJobStartsWhereTheCentroidsAreOfAnother() throws Exception {
    Recipe named = recipe("another", "model.onnx", "");
    Recipe shorter = recipe(NAME, "model.onnx", ", max_tokens: 128");
    Recipe missing = recipe(NAME, "nowhere.onnx", "");

    for (Recipe recipe : new Recipe[] {named, shorter}) {
      assertThatThrownBy(() -> artifacts(recipe))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("was made with another embedding model");
    }
    assertThatThrownBy(() -> artifacts(missing))
        .hasMessageContaining("nowhere.onnx does not exist");
  }

  private Recipe recipe(String name, String model, String more) throws Exception {
    String text =
        """
        name: own
        domain:
          keep: [Medical]
          encoder: {name: %s, model: %s, tokenizer: %s%s}
        tracks:
          r1_trace: {gates: [domain]}
        """
            .formatted(name, folder.resolve(model), folder.resolve("tokenizer.json"), more);
    return RecipeLoader.read(Files.writeString(folder.resolve("own.yaml"), text));
  }

  private static CurationArtifacts artifacts(Recipe recipe) {
    CurationTopics topics =
        new CurationTopics(KafkaConnection.plain("localhost:1"), "samples", "a", "r", "d");
    return CurationArtifacts.of(
        new CurationSettings(recipe, null, CENTROIDS, topics, true, "encoder"));
  }
}
