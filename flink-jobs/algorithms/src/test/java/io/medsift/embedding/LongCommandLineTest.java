package io.medsift.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A TaskManager has a command line of many kilobytes; one release of ONNX Runtime died of that. */
class LongCommandLineTest {

  @Test
  void theModelLoadsWhereTheCommandLineIsLong() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlong=" + "x".repeat(20_000),
                "-cp",
                System.getProperty("java.class.path"),
                EncodeOnce.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("384");
  }

  /** The process: encodes one text. */
  static final class EncodeOnce {
    private EncodeOnce() {}

    /** Prints the length of the vector. */
    public static void main(String[] arguments) throws Exception {
      try (SharedEncoder encoder = SharedEncoder.open(ModelSource.miniLm())) {
        System.out.println(encoder.encode("one text").length);
      }
    }
  }
}
