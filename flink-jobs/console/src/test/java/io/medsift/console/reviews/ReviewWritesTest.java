package io.medsift.console.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.console.web.RefusedRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ReviewWritesTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final ReviewWrites writes = new ReviewWrites();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger written = new AtomicInteger();

  /** A page that writes, and waits for brokers that do not answer. */
  private Thread page(FutureTask<RefusedRequest> refusal) throws Exception {
    Thread page = new Thread(refusal, "page");
    page.start();
    assertThat(begun.await(2, TimeUnit.MINUTES)).as("the write begins").isTrue();
    return page;
  }

  private RefusedRequest writeSlowly() {
    try {
      writes.run(
          () -> {
            begun.countDown();
            try {
              answered.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            written.incrementAndGet();
          },
          LONG);
      return null;
    } catch (RefusedRequest e) {
      return e;
    }
  }

  @Test
  void saysWhatFailed() {
    assertThatThrownBy(
            () ->
                writes.run(
                    () -> {
                      throw new IllegalStateException("it is so already");
                    },
                    LONG))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it is so already");
  }

  @Test
  void aWriteThatHasNotBegunIsNeverDone() throws Exception {
    FutureTask<RefusedRequest> refusal = new FutureTask<>(this::writeSlowly);
    Thread page = page(refusal);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> writes.run(() -> written.addAndGet(100), LONG))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageStartingWith("Nothing was written");
    assertThat(Thread.interrupted()).isTrue();
    for (int i = 0; i < 12; i++) {
      assertThatThrownBy(() -> writes.run(() -> written.addAndGet(100), Duration.ZERO))
          .isInstanceOf(RefusedRequest.class)
          .hasMessageStartingWith("Nothing was written");
    }
    answered.countDown();
    page.join();
    assertThat(refusal.get()).isNull();
    // Behind all those that wait.
    boolean free = false;
    for (int tries = 0; !free && tries < 1_200; tries++) {
      try {
        writes.run(() -> {}, LONG);
        free = true;
      } catch (RefusedRequest e) {
        Thread.sleep(100);
      }
    }
    assertThat(free).as("there is room for another write").isTrue();
    assertThat(written).hasValue(1);
  }

  @Test
  void aWriteThatHasBegunMayStillBeDone() throws Exception {
    FutureTask<RefusedRequest> refusal = new FutureTask<>(this::writeSlowly);
    page(refusal).interrupt();
    assertThat(refusal.get(2, TimeUnit.MINUTES))
        .hasMessageContaining("have not said yet whether it is written");
    answered.countDown();
    // Behind it.
    writes.run(() -> {}, LONG);
    assertThat(written).hasValue(1);
  }
}
