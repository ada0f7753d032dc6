package io.medsift.console.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.console.web.RefusedRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ReviewWritesTest {
  private final ReviewWrites writes = new ReviewWrites(Duration.ofMillis(100));

  @Test
  void saysWhatFailed() {
    assertThatThrownBy(
            () ->
                writes.run(
                    () -> {
                      throw new IllegalStateException("it is so already");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it is so already");
  }

  @Test
  void aWriteThatHasNotBegunIsNeverDone() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    AtomicInteger written = new AtomicInteger();
    assertThatThrownBy(
            () ->
                writes.run(
                    () -> {
                      try {
                        answered.await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      written.incrementAndGet();
                      done.countDown();
                    }))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageContaining("have not said yet whether it is written");
    for (int i = 0; i < 12; i++) {
      assertThatThrownBy(() -> writes.run(() -> written.addAndGet(100)))
          .isInstanceOf(RefusedRequest.class)
          .hasMessageStartingWith("Nothing was written");
    }
    answered.countDown();
    done.await();
    // Behind all those that wait.
    int tries = 0;
    while (tries++ < 600) {
      try {
        writes.run(() -> {});
        break;
      } catch (RefusedRequest e) {
        Thread.sleep(100);
      }
    }
    assertThat(written).hasValue(1);
  }
}
