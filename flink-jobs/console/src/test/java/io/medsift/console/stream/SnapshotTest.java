package io.medsift.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SnapshotTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @Test
  void saysThatAnErrorEndedTheReadingAndReadsAgain() {
    AtomicInteger readings = new AtomicInteger();
    try (Snapshot<String> snapshot =
        new Snapshot<>(
            "figures",
            progress -> {
              if (readings.getAndIncrement() == 0) {
                throw new NoClassDefFoundError("Figures");
              }
              return "figures";
            })) {
      snapshot.renew();
      Snapshot.State<String> failed = snapshot.await(LONG);
      assertThat(failed.reading()).isFalse();
      assertThat(failed.problem()).isEqualTo("Figures");
      snapshot.renew();
      assertThat(snapshot.await(LONG).figures()).isEqualTo("figures");
    }
  }
}
