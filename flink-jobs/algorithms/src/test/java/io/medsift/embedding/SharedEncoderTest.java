package io.medsift.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.sharing.ResourceFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedEncoderTest {

  private static final ModelSource MODEL = ModelSource.miniLm();

  @Test
  void lastHandleFreesTheSessionAndItOpensAgain() throws Exception {
    int others = ModelSession.count();
    SharedEncoder first = SharedEncoder.open(MODEL);
    List<SharedEncoder> handles =
        IntStream.range(0, 16).parallel().mapToObj(ignored -> openUnchecked()).toList();
    assertThat(SharedEncoder.handles(MODEL)).isEqualTo(17);
    assertThat(ModelSession.count()).isEqualTo(others + 1);
    float[] expected = first.encode("fever");

    first.close();
    first.close();
    assertThat(SharedEncoder.handles(MODEL)).isEqualTo(16);
    assertThat(handles.get(0).encode("fever")).containsExactly(expected);
    assertThatThrownBy(() -> first.encode("fever")).isInstanceOf(ResourceFailedException.class);

    handles.parallelStream().forEach(SharedEncoder::close);
    assertThat(SharedEncoder.handles(MODEL)).isZero();
    assertThat(ModelSession.count()).isEqualTo(others);
    try (SharedEncoder again = SharedEncoder.open(MODEL)) {
      assertThat(again.encode("fever")).containsExactly(expected);
    }
    assertThat(ModelSession.count()).isEqualTo(others);
  }

  @Test
  void aModelThatDoesNotFitLeavesNoSession(@TempDir Path folder) throws Exception {
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.write(tokenizer, MODEL.tokenizer());
    Path onnx = Files.writeString(folder.resolve("model.onnx"), "not a model");
    int others = ModelSession.count();
    assertThatThrownBy(() -> SharedEncoder.open(ModelFiles.of("test", onnx, tokenizer, 128)))
        .isInstanceOf(ModelLoadException.class);
    assertThat(ModelSession.count()).isEqualTo(others);
  }

  /**
   * In a process of its own, whose heap is of one size, so that what grows is memory of ONNX
   * Runtime. A session holds about 100 MB: one that leaked each time would add 2 GB.
   */
  @Tag("long")
  @Test
  void openingAndClosingTwentyTimesLeavesNoMemoryBehind() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                OpenAndClose.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(Long.parseLong(output)).as("bytes added by 20 sessions").isLessThan(1L << 30);
  }

  @Test
  void failureToOpenHoldsNothingAndIsTriedAgain(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    ModelSource source = ModelFiles.of("test", missing, missing, 128);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> SharedEncoder.open(source))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining(missing.toString());
      assertThat(SharedEncoder.handles(source)).isZero();
    }
  }

  private static SharedEncoder openUnchecked() {
    try {
      return SharedEncoder.open(MODEL);
    } catch (ModelLoadException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The process: prints how many bytes of memory are left behind. */
  static final class OpenAndClose {
    private OpenAndClose() {}

    /** Prints 0 where the system does not say how much memory a process has. */
    public static void main(String[] arguments) throws Exception {
      openAndClose(2);
      long before = residentBytes();
      openAndClose(20);
      System.out.println(residentBytes() - before);
    }

    private static void openAndClose(int times) throws ModelLoadException {
      for (int i = 0; i < times; i++) {
        try (SharedEncoder encoder = SharedEncoder.open(MODEL)) {
          var unused = encoder.encode("fever");
        }
      }
    }

    private static long residentBytes() throws IOException {
      Path status = Path.of("/proc/self/status");
      if (!Files.isReadable(status)) {
        return 0;
      }
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    }
  }
}
