package io.medsift.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedEncoderTest {

  private static final ModelSource MODEL = ModelSource.miniLm();

  @Test
  void lastHandleFreesTheSessionAndItOpensAgain() throws Exception {
    SharedEncoder first = SharedEncoder.open(MODEL);
    SharedEncoder second = SharedEncoder.open(MODEL);
    assertThat(SharedEncoder.handles(MODEL)).isEqualTo(2);
    float[] expected = first.encode("fever");

    first.close();
    first.close();
    assertThat(SharedEncoder.handles(MODEL)).isEqualTo(1);
    assertThat(second.encode("fever")).containsExactly(expected);
    assertThatThrownBy(() -> first.encode("fever")).isInstanceOf(IllegalStateException.class);

    second.close();
    assertThat(SharedEncoder.handles(MODEL)).isZero();
    try (SharedEncoder third = SharedEncoder.open(MODEL)) {
      assertThat(third.encode("fever")).containsExactly(expected);
    }
  }

  @Test
  void openingAndClosingTwentyTimesLeavesNoMemoryBehind() throws Exception {
    for (int i = 0; i < 2; i++) {
      openAndClose();
    }
    OptionalLong before = residentBytes();
    for (int i = 0; i < 20; i++) {
      openAndClose();
    }
    OptionalLong after = residentBytes();
    if (before.isPresent() && after.isPresent()) {
      // A session holds about 100 MB: one that leaked each time would add 2 GB.
      assertThat(after.getAsLong() - before.getAsLong()).isLessThan(500L << 20);
    }
  }

  @Test
  void handlesOpenedByManyThreadsAreOneSession() throws Exception {
    try (SharedEncoder held = SharedEncoder.open(MODEL)) {
      List<SharedEncoder> handles =
          IntStream.range(0, 16).parallel().mapToObj(ignored -> openUnchecked()).toList();
      assertThat(SharedEncoder.handles(MODEL)).isEqualTo(17);
      handles.parallelStream().forEach(SharedEncoder::close);
      assertThat(held.encode("still open")).hasSize(384);
    }
    assertThat(SharedEncoder.handles(MODEL)).isZero();
  }

  @Test
  void failureToOpenHoldsNothingAndIsTriedAgain(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    ModelSource source = ModelSource.files("test", missing, missing, 128);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> SharedEncoder.open(source))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining(missing.toString());
      assertThat(SharedEncoder.handles(source)).isZero();
    }
  }

  private static void openAndClose() throws ModelLoadException {
    try (SharedEncoder encoder = SharedEncoder.open(MODEL)) {
      encoder.encode("fever");
    }
  }

  private static SharedEncoder openUnchecked() {
    try {
      return SharedEncoder.open(MODEL);
    } catch (ModelLoadException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OptionalLong residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }
}
