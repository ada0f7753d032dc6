package io.medsift.cli.progress;

import static java.util.Objects.requireNonNull;

import io.medsift.centroids.embed.EmbeddingJob;
import io.medsift.curation.domain.DomainOperator;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.llm.stage.AskMetrics;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.recheck.RecheckJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;

/**
 * The counters of the jobs of one cluster, as they are now and not as they were at the last
 * checkpoint. A cluster in this process finds them by the key that {@link #addTo} writes into its
 * settings. Thread-safe.
 */
public final class JobCounters implements AutoCloseable {
  static final String KEY = "job-counters";

  private static final Map<String, JobCounters> OPEN = new ConcurrentHashMap<>();

  private static final String ROLE = "role";

  /** Counters that some progress line or summary shows; of others no value is kept. */
  private static final Set<String> COUNTERS =
      Set.of(
          "samples_read",
          "accepted",
          "rejected",
          "dead_letters",
          "samples_written",
          "samples_unscored",
          "samples_skipped",
          "truncated_responses",
          "evolved",
          "eliminated",
          "questions_without_answer",
          DeadLetters.BY_REASON,
          "answers",
          "ledger_hits",
          "parse_failures",
          "failed_requests",
          "prompt_tokens",
          "completion_tokens",
          DomainOperator.PROMPTS_EMBEDDED,
          DomainOperator.PROMPTS_FROM_LOG,
          DomainOperator.CLUSTERS_CHANGED,
          DomainOperator.LABELS_CHANGED,
          RecheckJob.RECHECKED,
          RecheckJob.REVOKED,
          RecheckJob.REINSTATED,
          KafkaConnector.LOST_TRANSACTIONS,
          EmbeddingJob.ROWS_READ,
          EmbeddingJob.PART_THOUSANDTHS);

  private static final Set<String> GAUGES =
      Set.of(DeadLetters.EXAMPLE, AskMetrics.LAST_FAILURE, AskMetrics.SILENT_SECONDS);

  private final String key = UUID.randomUUID().toString();
  private final boolean addsRestarts;
  private final Map<Source, Count> counts = new ConcurrentHashMap<>();
  private final Map<Source, Value> values = new ConcurrentHashMap<>();

  /** A metric of one subtask, whichever attempt of it runs. */
  private record Source(String name, Map<String, String> variables) {
    static Source of(String name, MetricGroup group) {
      Map<String, String> variables = new TreeMap<>(group.getAllVariables());
      variables
          .keySet()
          .removeAll(List.of("<tm_id>", "<host>", "<task_attempt_id>", "<task_attempt_num>"));
      return new Source(name, variables);
    }

    String label(String label) {
      return variables.get("<" + label + ">");
    }
  }

  /**
   * A counter of a subtask.
   *
   * @param before reached by the attempts that ended
   * @param counter of the attempt that runs; null while there is none
   */
  private record Count(long before, Counter counter, boolean adds) {
    long value() {
      long now = counter == null ? 0 : counter.getCount();
      return adds ? before + now : Math.max(before, now);
    }
  }

  private record Value(Gauge<?> gauge, Object last) {
    Object value() {
      return gauge == null ? last : gauge.getValue();
    }
  }

  /**
   * Counters without a job yet. A subtask that restarts does its work again and counts from zero:
   * it shows at least what its predecessor had reached, so the numbers never fall.
   */
  public JobCounters() {
    this(false);
  }

  private JobCounters(boolean addsRestarts) {
    this.addsRestarts = addsRestarts;
    OPEN.put(key, this);
  }

  /** Counters of a job that does no work twice: a subtask that restarts adds to what it had. */
  public static JobCounters ofWorkDoneOnce() {
    return new JobCounters(true);
  }

  /** Makes the cluster that starts with {@code settings} report here. */
  public void addTo(Configuration settings) {
    String reporter = "metrics.reporter.progress.";
    settings.setString(reporter + "factory.class", ProgressReporterFactory.class.getName());
    settings.setString(reporter + KEY, key);
  }

  static JobCounters open(String key) {
    return requireNonNull(OPEN.get(key), "no open counters have the key " + key);
  }

  void register(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Counter counter && COUNTERS.contains(name)) {
      counts.compute(
          Source.of(name, group),
          (source, known) -> new Count(known == null ? 0 : known.value(), counter, addsRestarts));
    } else if (metric instanceof Gauge<?> gauge && GAUGES.contains(name)) {
      values.put(Source.of(name, group), new Value(gauge, null));
    }
  }

  void unregister(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Counter counter && COUNTERS.contains(name)) {
      counts.computeIfPresent(
          Source.of(name, group),
          (source, known) ->
              known.counter() == counter ? new Count(known.value(), null, addsRestarts) : known);
    } else if (metric instanceof Gauge<?> gauge && GAUGES.contains(name)) {
      // Texts still hold when the task has ended, the state of an endpoint does not.
      Object last = gauge.getValue() instanceof String text ? text : null;
      values.computeIfPresent(
          Source.of(name, group),
          (source, known) -> known.gauge() == gauge ? new Value(null, last) : known);
    }
  }

  /** Returns the sum of a counter over all tasks; zero for what the job does not count. */
  public long sum(String name) {
    return counts(name).mapToLong(each -> each.getValue().value()).sum();
  }

  /** Returns the sum of a counter over the tasks that call the model of a role. */
  public long sum(String name, String role) {
    return counts(name)
        .filter(each -> role.equals(each.getKey().label(ROLE)))
        .mapToLong(each -> each.getValue().value())
        .sum();
  }

  /** Returns the sums of a counter by the values of a label, without those that are zero. */
  public SortedMap<String, Long> by(String label, String name) {
    SortedMap<String, Long> sums = new TreeMap<>();
    counts(name)
        .filter(each -> each.getKey().label(label) != null)
        .forEach(
            each -> sums.merge(each.getKey().label(label), each.getValue().value(), Long::sum));
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  private Stream<Map.Entry<Source, Count>> counts(String name) {
    return counts.entrySet().stream().filter(each -> each.getKey().name().equals(name));
  }

  /** Returns one of the texts that tasks report under a label; empty where none does. */
  public Optional<String> text(String name, String label, String value) {
    return texts(name)
        .filter(entry -> value.equals(entry.getKey().label(label)))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Returns the seconds since a model last replied to any request; 0 while all models reply. */
  public long silentSeconds() {
    return values(AskMetrics.SILENT_SECONDS)
        .mapToLong(each -> each.getValue().value() instanceof Number n ? n.longValue() : 0)
        .max()
        .orElse(0);
  }

  /** Returns the reason why the last request to a model failed; empty while none has. */
  public Optional<String> lastFailure() {
    return texts(AskMetrics.LAST_FAILURE).map(Map.Entry::getValue).findFirst();
  }

  private Stream<Map.Entry<Source, String>> texts(String name) {
    return values(name)
        .filter(each -> each.getValue().value() instanceof String text && !text.isEmpty())
        .map(each -> Map.entry(each.getKey(), each.getValue().value().toString()));
  }

  private Stream<Map.Entry<Source, Value>> values(String name) {
    return values.entrySet().stream().filter(each -> each.getKey().name().equals(name));
  }

  @Override
  public void close() {
    OPEN.remove(key);
  }
}
