package io.medsift.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.codec.SampleLimits;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.recipe.Recipe.DomainSettings;
import io.medsift.recipe.Recipe.EvolveSettings;
import io.medsift.recipe.Recipe.GenerateSettings;
import io.medsift.verdict.Gate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeLoaderTest {
  @TempDir private Path directory;

  @Test
  void namesEveryRecipeThatShips() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("../deploy/recipes"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(RecipeLoader.names());
    }
    for (String name : RecipeLoader.names()) {
      assertThat(RecipeLoader.named(name).stamp().name()).isEqualTo(name);
    }
  }

  @Test
  void readsThePublishedRecipe() throws Exception {
    Recipe recipe = RecipeLoader.load("ii-medical-sft");

    assertThat(recipe.decontaminate())
        .containsExactly(
            new DecontaminationStep.AnySharedNgram(8, true, List.of(SampleField.PROMPT)),
            new DecontaminationStep.Fuzzy(80, List.of(SampleField.PROMPT)));
    assertThat(recipe.domain())
        .isEqualTo(new DomainSettings(null, recipe.domain().keep(), null, null));
    assertThat(recipe.domain().keep()).containsExactly("Medical", "Biology");
    assertThat(recipe.judge().minimum()).isEqualTo(8);
    assertThat(recipe.deduplicate()).isEqualTo(DeduplicationSettings.DEFAULT);
    assertThat(recipe.limits()).isEqualTo(SampleLimits.DEFAULT);
    assertThat(recipe.tracks().keySet())
        .containsExactly("general_instruct", "public_medical", "r1_trace", "synthetic_qa");
    assertThat(recipe.tracks().get("r1_trace").gates())
        .containsExactly(Gate.DECONTAMINATE, Gate.DOMAIN, Gate.DEDUPLICATE);
    assertThat(recipe.runs(Gate.VERIFY)).isTrue();
  }

  @Test
  void fillsInDefaultsWhereASectionIsAbsent() throws Exception {
    Recipe recipe = RecipeLoader.named("ii-medical-rl");

    assertThat(recipe.deduplicate()).isEqualTo(DeduplicationSettings.DEFAULT);
    assertThat(recipe.limits()).isEqualTo(SampleLimits.DEFAULT);
    assertThat(recipe.domain()).isNull();
    assertThat(recipe.judge()).isNull();
    assertThat(recipe.generate()).isEqualTo(GenerateSettings.DEFAULT);
    assertThat(recipe.evolve()).isEqualTo(EvolveSettings.DEFAULT);
    assertThat(recipe.runs(Gate.DEDUPLICATE)).isFalse();
  }

  @Test
  void readsAFile() throws Exception {
    Path file = write("own.yaml", "name: own\ntracks: {a: {gates: []}}\n");

    assertThat(RecipeLoader.load(file.toString())).isEqualTo(RecipeLoader.read(file));
    assertThat(RecipeLoader.read(file).tracks().get("a").gates()).isEmpty();
  }

  @Test
  void namesTheNearestOfUnknownRecipes() {
    assertThatThrownBy(() -> RecipeLoader.load("recomended"))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "unknown recipe 'recomended'; did you mean 'recommended'? Known: ii-medical-rl,"
                + " ii-medical-sft, recommended, or the path of a YAML file");
    assertThatThrownBy(() -> RecipeLoader.named("../secrets"))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("unknown recipe '../secrets'. Known: ");
    assertThatThrownBy(() -> RecipeLoader.load("a\0b"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("unknown recipe");
  }

  @Test
  void saysWhichFileCannotBeRead() throws Exception {
    assertThatThrownBy(() -> RecipeLoader.load("no/such.yaml"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("no/such.yaml does not exist");
    assertThatThrownBy(() -> RecipeLoader.read(directory))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("is not a file");
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, new byte[] {'n', (byte) 0xe9});
    assertThatThrownBy(() -> RecipeLoader.read(latin))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("is not UTF-8 text");
    Path large = write("large.yaml", "#".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> RecipeLoader.read(large))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("more than the 1,048,576 bytes allowed");
    Path wrong = write("wrong.yaml", "name: own\ntrakcs: {}\n");
    assertThatThrownBy(() -> RecipeLoader.read(wrong))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("the recipe " + wrong + " cannot be used:")
        .hasMessageContaining("line 2: unknown key 'trakcs' in the recipe; did you mean 'tracks'?");
  }

  @Test
  void travelsToOtherProcesses() throws Exception {
    for (String name : RecipeLoader.names()) {
      Recipe recipe = RecipeLoader.named(name);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(recipe);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isEqualTo(recipe);
      }
    }
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text);
  }
}
