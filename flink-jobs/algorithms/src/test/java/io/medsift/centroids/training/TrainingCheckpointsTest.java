package io.medsift.centroids.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.embedding.UnitVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingCheckpointsTest {

  private static final TrainingSettings SETTINGS =
      TrainingSettings.of(200, 5).withIterations(6).withTolerance(0);
  private static final UnitVectors VECTORS =
      UnitVectors.of(CentroidTrainingTest.clustered(250, 8, 24, 0.2));

  @TempDir private Path folder;
  private Path file;

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Listener implements TrainingListener {
    private final int last;
    private final List<Integer> heard = new ArrayList<>();
    private int resumedAt = -1;

    Listener(int last) {
      this.last = last;
    }

    @Override
    public void resumed(int iteration) {
      resumedAt = iteration;
    }

    @Override
    public void iteration(TrainingListener.Iteration report) {
      heard.add(report.iteration());
      if (report.iteration() == last) {
        throw new Killed();
      }
    }
  }

  @BeforeEach
  void file() {
    file = folder.resolve("checkpoint");
  }

  private TrainedCentroids train(Listener listener) throws IOException {
    return new CentroidTraining(SETTINGS, 2, listener)
        .train(VECTORS, TrainingCheckpoints.in(file, CentroidTraining.owner("v", SETTINGS)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aTrainingThatWasInterruptedEndsAsIfItHadNotBeen(int last) throws IOException {
    TrainedCentroids whole = new CentroidTraining(SETTINGS, 1, report -> {}).train(VECTORS);
    assertThatThrownBy(() -> train(new Listener(last))).isInstanceOf(Killed.class);
    Listener second = new Listener(-1);
    TrainedCentroids resumed = train(second);
    assertThat(second.resumedAt).isEqualTo(last);
    assertThat(second.heard).startsWith(last + 1).doesNotContain(last);
    assertThat(resumed.centroids()).containsExactly(whole.centroids());
    assertThat(resumed.assignment()).containsExactly(whole.assignment());
    assertThat(resumed.iterations()).isEqualTo(whole.iterations());
  }

  @Test
  void aHalfWrittenOneLeavesTheOneBefore() throws IOException {
    assertThatThrownBy(() -> train(new Listener(2))).isInstanceOf(Killed.class);
    Files.writeString(folder.resolve("checkpoint.partial"), "half");
    Listener second = new Listener(-1);
    train(second);
    assertThat(second.resumedAt).isEqualTo(2);
  }

  @Test
  void refusesThoseOfOtherSettingsAndDamagedOnes() throws IOException {
    assertThatThrownBy(() -> train(new Listener(1))).isInstanceOf(Killed.class);
    TrainingSettings other = TrainingSettings.of(201, 5);
    TrainingCheckpoints others = TrainingCheckpoints.in(file, CentroidTraining.owner("v", other));
    assertThatThrownBy(
            () -> new CentroidTraining(other, 1, TrainingListener.NONE).train(VECTORS, others))
        .hasMessageContaining("k 200, seed 5")
        .hasMessageContaining("this one is of vectors v, k 201")
        .hasMessageEndingWith("delete it, or name another --out");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> train(new Listener(-1)))
        .hasMessage(
            file + " is a damaged checkpoint: delete it, and training starts from the beginning");
    Files.write(file, new byte[5]);
    assertThatThrownBy(() -> train(new Listener(-1))).hasMessageContaining("damaged checkpoint");
  }
}
