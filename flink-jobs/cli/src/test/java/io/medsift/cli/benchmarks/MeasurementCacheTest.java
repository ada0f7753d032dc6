package io.medsift.cli.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementCacheTest {
  private static final Path DEMO = Path.of("../../deploy/demo/benchmarks");

  @TempDir private Path directory;

  private BenchmarkIndex index;
  private int measured;

  @BeforeEach
  void index() throws Exception {
    try (Stream<Path> files = Files.list(DEMO)) {
      Path smallest = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
      index =
          BenchmarkIndex.load(
              BenchmarkArtifact.from(List.of(smallest.toString()))
                  .prepare(directory.resolve("index")));
    }
  }

  @Test
  void measuresOnceForTheSameRulesWhateverElseARecipeSays() throws Exception {
    LeakMeasurement first = get("one", recipe("recommended", ""), 2);
    Recipe renamed = recipe("renamed", "\n# another\n");
    LeakMeasurement second = get("one", renamed, 2);

    assertThat(measured).isOne();
    assertThat(second.recipe()).isEqualTo("renamed");
    assertThat(second.isOf(renamed.stamp().hash(), index.fingerprint())).isTrue();
    assertThat(second.evaluationSets()).isEqualTo(first.evaluationSets());
  }

  @Test
  void measuresAgainWhereAnythingMayChangeTheFigures() throws Exception {
    Recipe recipe = recipe("recommended", "");
    get("one", recipe, 2);
    get("two", recipe, 2);
    get("one", recipe, 3);
    assertThat(measured).isEqualTo(3);
    get(null, recipe, 2);
    get(null, recipe, 2);
    assertThat(measured).isEqualTo(5);
  }

  @Test
  void measuresAgainWhereTheFileIsDamaged() throws Exception {
    Recipe recipe = recipe("recommended", "");
    get("one", recipe, 2);
    try (Stream<Path> files = Files.list(directory.resolve("kept"))) {
      Files.writeString(files.findFirst().orElseThrow(), "{");
    }
    get("one", recipe, 2);
    get("one", recipe, 2);
    assertThat(measured).isEqualTo(2);
  }

  private LeakMeasurement get(String build, Recipe recipe, int items) throws Exception {
    return new MeasurementCache(directory.resolve("kept"), build)
        .get(
            recipe,
            index.fingerprint(),
            items,
            0,
            () -> {
              measured++;
              return new RecipeProbe(recipe, index).measure(items, 0, List.of());
            });
  }

  private Recipe recipe(String name, String end) throws Exception {
    Path file = directory.resolve(name + ".yaml");
    String document = RecipeLoader.document("recommended");
    Files.writeString(file, document.replaceFirst("(?m)^name: .*", "name: " + name) + end);
    return RecipeLoader.load(file.toString());
  }
}
