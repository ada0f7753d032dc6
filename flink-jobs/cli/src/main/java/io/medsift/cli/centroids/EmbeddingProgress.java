package io.medsift.cli.centroids;

import static java.util.Objects.requireNonNull;

import io.medsift.centroids.embed.EmbeddingJob;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;

/**
 * Counters of the embedding job that runs in this process. A task that has ended, or starts again,
 * still counts with what it did: each prompt is embedded once. Thread-safe.
 */
final class EmbeddingProgress implements AutoCloseable {
  static final String KEY = "embedding-progress";

  private static final Map<String, EmbeddingProgress> OPEN = new ConcurrentHashMap<>();

  private final String key = UUID.randomUUID().toString();
  private final Map<String, Queue<Counter>> counters = new ConcurrentHashMap<>();

  EmbeddingProgress() {
    OPEN.put(key, this);
  }

  /** Makes the cluster that starts with {@code settings} report here. */
  void addTo(Configuration settings) {
    String reporter = "metrics.reporter.embedding.";
    settings.setString(reporter + "factory.class", EmbeddingReporterFactory.class.getName());
    settings.setString(reporter + KEY, key);
  }

  static EmbeddingProgress open(String key) {
    return requireNonNull(OPEN.get(key), "no open progress has the key " + key);
  }

  void register(String name, Counter counter) {
    counters.computeIfAbsent(name, unused -> new ConcurrentLinkedQueue<>()).add(counter);
  }

  long rowsRead() {
    return sum(EmbeddingJob.ROWS_READ);
  }

  long embedded() {
    return sum(EmbeddingJob.PROMPTS_EMBEDDED);
  }

  /** Parts that this run has written, and shares of those under way. */
  double parts() {
    return sum(EmbeddingJob.PART_THOUSANDTHS) / 1000.0;
  }

  private long sum(String name) {
    Queue<Counter> all = counters.get(name);
    return all == null ? 0 : all.stream().mapToLong(Counter::getCount).sum();
  }

  @Override
  public void close() {
    OPEN.remove(key);
  }
}
