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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of a model and its threads, one for each request under way: one set per process, so
 * that concurrency and pace bound the process however many subtasks it runs.
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
            failure -> LOG.debug("the {} is asked again: {}", role, failure.getMessage()));
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
      public void down(String words) {
        LOG.warn(
            "The endpoint of the {} at {} does not answer: {}. The job waits for it.",
            role,
            model.baseUrl(),
            words);
      }

      @Override
      public void up(Duration after) {
        LOG.info("The endpoint of the {} answers again, after {} s.", role, after.toSeconds());
      }
    };
  }

  ModelClient client() {
    return client;
  }

  /** Runs work that asks, when a thread is free. */
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

  /** Questions that threads are at work on. */
  int busy() {
    return busy.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }
}
