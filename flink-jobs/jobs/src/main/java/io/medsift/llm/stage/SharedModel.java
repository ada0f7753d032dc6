package io.medsift.llm.stage;

import io.medsift.llm.client.ApiKey;
import io.medsift.llm.client.EndpointHealth;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.ModelSettings;
import io.medsift.llm.client.OpenAiEndpoint;
import io.medsift.llm.client.RequestPace;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.sharing.SharedResources;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of a model and its threads, one per request in flight. There is one set per process, so
 * that concurrency and rate limit hold for the process, however many subtasks it runs.
 */
final class SharedModel implements AutoCloseable {

  private record Key(ModelRole role, AskedModel model, Duration outage) {}

  private static final Logger LOG = LoggerFactory.getLogger(SharedModel.class);
  private static final SharedResources<Key, SharedModel, RuntimeException> OPEN =
      new SharedResources<>(SharedModel::new);

  private final ModelClient client;
  private final ExecutorService threads;
  private final AtomicInteger busy = new AtomicInteger();

  private SharedModel(Key key) {
    AskedModel model = key.model();
    String role = key.role().wireName();
    this.client =
        new ModelClient(
            new OpenAiEndpoint(ModelSettings.of(model), ApiKey.fromEnvironment(model.apiKeyEnv())),
            RetryPolicy.PATIENT.within(key.outage()),
            model.concurrency(),
            new RequestPace(model.requestsPerMinute(), model.tokensPerMinute(), System::nanoTime),
            health(role, model),
            failure -> LOG.debug("a request to the {} is retried: {}", role, failure.getMessage()));
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            model.concurrency(),
            work -> {
              Thread thread = new Thread(work, "ask-" + role + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  static SharedResources<Key, SharedModel, RuntimeException>.Lease acquire(
      ModelRole role, AskedModel model, Duration outage) {
    return OPEN.acquire(new Key(role, model, outage));
  }

  private static EndpointHealth.Listener health(String role, AskedModel model) {
    return new EndpointHealth.Listener() {
      @Override
      public void down(String failure) {
        LOG.warn(
            "The endpoint of the {} at {} is down: {}. The job waits for it.",
            role,
            model.baseUrl(),
            failure);
      }

      @Override
      public void up(Duration after) {
        LOG.info("The endpoint of the {} is up again after {} s.", role, after.toSeconds());
      }
    };
  }

  ModelClient client() {
    return client;
  }

  /** Runs work when a thread is free. */
  Future<?> submit(Runnable work) {
    return threads.submit(
        () -> {
          busy.incrementAndGet();
          try {
            work.run();
          } finally {
            busy.decrementAndGet();
          }
        });
  }

  /** Returns the number of threads at work. */
  int busy() {
    return busy.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }

  /** Work of one subtask in these threads. Used by the thread of the subtask. */
  static final class InFlight {
    private final Map<String, Future<?>> work = new HashMap<>();
    private volatile boolean ending;

    void add(String hash, Future<?> future) {
      work.put(hash, future);
    }

    void remove(String hash) {
      work.remove(hash);
    }

    /** Returns whether no new work may begin; for the threads. */
    boolean isEnding() {
      return ending;
    }

    /** Waits for work that has begun, since it is paid for; interrupts it after a timeout. */
    void end(Duration timeout) throws InterruptedException {
      ending = true;
      long end = System.nanoTime() + timeout.toNanos();
      try {
        for (Future<?> future : work.values()) {
          await(future, end - System.nanoTime());
        }
      } finally {
        work.values().forEach(future -> future.cancel(true));
      }
    }

    private static void await(Future<?> future, long nanos) throws InterruptedException {
      try {
        future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException | CancellationException e) {
        // It is interrupted next, or has ended and reported by itself.
      }
    }
  }
}
