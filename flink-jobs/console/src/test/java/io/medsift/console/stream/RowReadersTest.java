package io.medsift.console.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.review.verdicts.VerdictSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class RowReadersTest {
  // Nothing is asked of it.
  private static final VerdictSource SOURCE =
      (VerdictSource)
          Proxy.newProxyInstance(
              VerdictSource.class.getClassLoader(),
              new Class<?>[] {VerdictSource.class},
              (proxy, method, arguments) -> null);

  private final RowReaders readers =
      new RowReaders(() -> SOURCE, "broker:1", Duration.ofMillis(50));

  @Test
  void whoFindsNoneFreeIsToldSo() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(3);
    ExecutorService pages = Executors.newCachedThreadPool();
    try {
      List<Future<String>> slow = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        slow.add(
            pages.submit(
                () ->
                    readers.read(
                        source -> {
                          asked.countDown();
                          try {
                            answered.await();
                          } catch (InterruptedException e) {
                            throw new IOException(e);
                          }
                          return "row";
                        })));
      }
      asked.await();
      assertThatThrownBy(() -> readers.read(source -> "row"))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageContaining("broker:1 do not answer in time");
      answered.countDown();
      for (Future<String> each : slow) {
        assertThat(each.get()).isEqualTo("row");
      }
      assertThat(readers.<String>read(source -> "again")).isEqualTo("again");
    } finally {
      answered.countDown();
      pages.shutdown();
    }
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamedAndItsReaderIsFreeAgain() throws Exception {
    for (int i = 0; i < 9; i++) {
      assertThatThrownBy(
              () ->
                  readers.read(
                      source -> {
                        throw new TimeoutException("8000 ms");
                      }))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageContaining("broker:1");
      assertThatThrownBy(
              () ->
                  readers.read(
                      source -> {
                        throw new AuthorizationException("not for you");
                      }))
          .isNotInstanceOf(InterruptedIOException.class)
          .hasMessageContaining("not for you");
    }
  }
}
