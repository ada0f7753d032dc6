package io.medsift.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class KnownFailureTest {
  private static final Path FULL = Path.of("/dev/full");

  @Test
  void findsAFullDiskUnderOtherFailures() {
    assumeTrue(Files.exists(FULL), "this system has no /dev/full");
    IOException full = failure();
    assertThat(KnownFailure.of(new ExecutionException(new UncheckedIOException(full))))
        .hasValueSatisfying(
            said -> {
              assertThat(said).hasMessage("the disk is full");
              assertThat(said.advice()).contains("Free space");
            });
  }

  @Test
  void isEmptyForOtherFailures() {
    assertThat(KnownFailure.of(new IllegalStateException(new IOException("broken pipe"))))
        .isEmpty();
  }

  private static IOException failure() {
    try (OutputStream out = Files.newOutputStream(FULL)) {
      out.write(1);
    } catch (IOException e) {
      return e;
    }
    throw new AssertionError(FULL + " takes bytes");
  }
}
