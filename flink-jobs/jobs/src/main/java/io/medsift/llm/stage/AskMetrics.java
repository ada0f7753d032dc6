package io.medsift.llm.stage;

import io.medsift.llm.cache.ModelCaller;
import io.medsift.llm.client.EndpointHealth;
import io.medsift.llm.client.TokenPrices;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Metrics under the label {@code role}. Tokens and cost are those of new replies; replies from the
 * ledger are counted in {@code ledger_hits}. The cost is in the currency of the recipe's prices.
 */
public final class AskMetrics {

  /** Gauge: message of the last failed request; empty if there is none. */
  public static final String LAST_FAILURE = "last_failure";

  /** Gauge: seconds without a reply to any request; 0 while there are replies. */
  public static final String SILENT_SECONDS = "endpoint_silent_seconds";

  private final TokenPrices prices;
  private final Counter answers;
  private final Counter failures;
  private final Counter ledgerHits;
  private final Counter parseFailures;
  private final Counter failedRequests;
  private final Counter promptTokens;
  private final Counter completionTokens;
  private final DoubleAdder cost = new DoubleAdder();

  AskMetrics(MetricGroup operator, AskStage stage, SharedModel model, Gauge<Integer> waiting) {
    MetricGroup group = operator.addGroup("role", stage.role().wireName());
    this.prices = new TokenPrices(stage.model().priceIn(), stage.model().priceOut());
    answers = group.counter("answers");
    failures = group.counter("questions_without_answer");
    ledgerHits = group.counter("ledger_hits");
    parseFailures = group.counter("parse_failures");
    failedRequests = group.counter("failed_requests");
    promptTokens = group.counter("prompt_tokens");
    completionTokens = group.counter("completion_tokens");
    EndpointHealth health = model.client().health();
    gauge(group, "cost", cost::sum);
    gauge(group, "questions_waiting", waiting);
    gauge(group, "in_flight", model::busy);
    gauge(group, LAST_FAILURE, health::lastFailure);
    gauge(group, SILENT_SECONDS, () -> health.silentFor().toSeconds());
    gauge(group, "endpoint_down", () -> health.isDown() ? 1 : 0);
    gauge(group, "endpoint_down_seconds", () -> health.downFor().toSeconds());
    gauge(group, "cool_down_seconds", () -> model.client().coolDownLeft().toSeconds());
  }

  private static <T> void gauge(MetricGroup group, String name, Gauge<T> gauge) {
    group.gauge(name, gauge);
  }

  /** Counts a call of the model. */
  void called(ModelCaller.Result result) {
    ledgerHits.inc(result.cached());
    parseFailures.inc(result.unreadable());
    failedRequests.inc(result.failed());
    promptTokens.inc(result.paid().prompt());
    completionTokens.inc(result.paid().completion());
    cost.add(prices.of(result.paid()));
  }

  /** Counts a question that ended with a result. */
  void ended(ModelCaller.Result result) {
    (result.answer() == null ? failures : answers).inc();
  }
}
