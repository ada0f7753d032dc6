package io.medsift.cli.progress;

import static java.util.Objects.requireNonNull;

import io.medsift.curation.domain.DomainOperator;
import io.medsift.llm.stage.AskMetrics;
import io.medsift.llm.stage.DeadLetters;
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
import org.apache.flink.metrics.MetricGroup;

/**
 * The counters of the jobs of one cluster, as they are now and not as they were at the last
 * checkpoint. A cluster in this process finds them by the key that {@link #addTo} writes into its
 * settings. Thread-safe.
 *
 * <p>A task that starts again counts from zero; what its predecessor had reached stays as the least
 * that is shown, so the numbers never fall.
 */
public final class JobCounters implements AutoCloseable {
  static final String KEY = "job-counters";

  private static final Map<String, JobCounters> OPEN = new ConcurrentHashMap<>();

  private static final String READ = "samples_read";
  private static final String ACCEPTED = "accepted";
  private static final String REJECTED = "rejected";
  private static final String DEAD_LETTERS = "dead_letters";
  private static final String REASON = "<reason>";
  private static final String ROLE = "<role>";

  /** Counters of the jobs that ask models, and the gauge that says whether one answers. */
  private static final Set<String> OF_ASKING =
      Set.of(
          "samples_written",
          "samples_unscored",
          "samples_spared",
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
          "completion_tokens");

  /** Gauges of the same jobs. */
  private static final Set<String> SAID =
      Set.of(DeadLetters.EXAMPLE, AskMetrics.LAST_FAILURE, AskMetrics.SILENT_SECONDS);

  /** Counters of the prompts that curation places into clusters. */
  private static final Set<String> OF_PROMPTS =
      Set.of(
          DomainOperator.PROMPTS_EMBEDDED,
          DomainOperator.PROMPTS_FROM_LOG,
          DomainOperator.CLUSTERS_CHANGED,
          DomainOperator.LABELS_CHANGED);

  private final String key = UUID.randomUUID().toString();
  private final Map<Source, Count> counts = new ConcurrentHashMap<>();
  private final Map<Source, Said> gauges = new ConcurrentHashMap<>();

  private record Said(Gauge<?> gauge, Object last) {
    Object value() {
      return gauge == null ? last : gauge.getValue();
    }
  }

  private record Source(String name, Map<String, String> variables) {}

  private record Count(long least, Counter counter) {
    long value() {
      return Math.max(least, counter == null ? 0 : counter.getCount());
    }
  }

  /** Counters without a job yet. */
  public JobCounters() {
    OPEN.put(key, this);
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

  void register(String name, MetricGroup group, Counter counter) {
    if (isProgress(name)) {
      counts.compute(
          sourceOf(name, group),
          (source, known) -> new Count(known == null ? 0 : known.value(), counter));
    }
  }

  void unregister(String name, MetricGroup group, Counter counter) {
    if (isProgress(name)) {
      counts.computeIfPresent(
          sourceOf(name, group),
          (source, known) -> known.counter() == counter ? new Count(known.value(), null) : known);
    }
  }

  private static boolean isProgress(String name) {
    return switch (name) {
      case READ, ACCEPTED, REJECTED, DEAD_LETTERS -> true;
      default -> OF_ASKING.contains(name) || OF_PROMPTS.contains(name);
    };
  }

  void register(String name, MetricGroup group, Gauge<?> gauge) {
    if (SAID.contains(name)) {
      gauges.put(sourceOf(name, group), new Said(gauge, null));
    }
  }

  void unregister(String name, MetricGroup group, Gauge<?> gauge) {
    if (SAID.contains(name)) {
      gauges.computeIfPresent(
          sourceOf(name, group),
          (source, known) -> known.gauge() == gauge ? new Said(null, last(gauge)) : known);
    }
  }

  /** What still holds when the task has ended: texts do, states of an endpoint do not. */
  private static Object last(Gauge<?> gauge) {
    return gauge.getValue() instanceof String text ? text : null;
  }

  /** The sum of a counter over all tasks; zero for what the job does not count. */
  public long sum(String name) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .mapToLong(entry -> entry.getValue().value())
        .sum();
  }

  /** The same over the tasks that ask the model of a role. */
  public long sum(String name, String role) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .filter(entry -> role.equals(entry.getKey().variables().get(ROLE)))
        .mapToLong(entry -> entry.getValue().value())
        .sum();
  }

  /** The sums of a counter by the value of a label, in the order of the values. */
  public SortedMap<String, Long> by(String label, String name) {
    SortedMap<String, Long> sums = new TreeMap<>();
    counts.forEach(
        (source, count) -> {
          String value = source.variables().get("<" + label + ">");
          if (source.name().equals(name) && value != null) {
            sums.merge(value, count.value(), Long::sum);
          }
        });
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  /** One of the texts that tasks say under a label; empty where none does. */
  public Optional<String> text(String name, String label, String value) {
    return texts(name)
        .filter(entry -> value.equals(entry.getKey().variables().get("<" + label + ">")))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Stream<Map.Entry<Source, String>> texts(String name) {
    return gauges.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .filter(entry -> entry.getValue().value() instanceof String text && !text.isEmpty())
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().value().toString()));
  }

  /** For how many seconds a model gave no reply to anybody; 0 while all do. */
  public long silentSeconds() {
    return gauges.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(AskMetrics.SILENT_SECONDS))
        .mapToLong(entry -> entry.getValue().value() instanceof Number n ? n.longValue() : 0)
        .max()
        .orElse(0);
  }

  /** What was wrong with the last request to a model that failed; empty while none has. */
  public Optional<String> lastFailure() {
    return texts(AskMetrics.LAST_FAILURE).map(Map.Entry::getValue).findFirst();
  }

  private static Source sourceOf(String name, MetricGroup group) {
    Map<String, String> variables = new TreeMap<>(group.getAllVariables());
    variables
        .keySet()
        .removeAll(List.of("<tm_id>", "<host>", "<task_attempt_id>", "<task_attempt_num>"));
    return new Source(name, variables);
  }

  /** The sums now; zero for what the job does not count. */
  public Progress now() {
    long read = 0;
    long accepted = 0;
    long deadLetters = 0;
    SortedMap<String, Long> rejected = new TreeMap<>();
    for (Map.Entry<Source, Count> entry : counts.entrySet()) {
      long value = entry.getValue().value();
      switch (entry.getKey().name()) {
        case READ -> read += value;
        case ACCEPTED -> accepted += value;
        case DEAD_LETTERS -> deadLetters += value;
        case REJECTED ->
            rejected.merge(
                entry.getKey().variables().getOrDefault(REASON, "unnamed"), value, Long::sum);
        default -> {
          // Not of curation.
        }
      }
    }
    rejected.values().removeIf(value -> value == 0);
    return new Progress(read, accepted, rejected, deadLetters);
  }

  @Override
  public void close() {
    OPEN.remove(key);
  }
}
