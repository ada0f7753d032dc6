package io.medsift.llm.stage;

import io.medsift.llm.client.EndpointHealth;
import io.medsift.llm.client.TokenPrices;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts under the label {@code role}. Tokens and cost are what was paid for now; what the ledger
 * had is in {@code ledger_hits}. The cost is in the currency of the recipe's prices.
 */
public final class AskMetrics {

  /** Gauge: what was wrong with the last request that failed; empty while none has. */
  public static final String LAST_FAILURE = "last_failure";

  /** Gauge: for how many seconds no request got a reply; 0 while they do. */
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

  AskMetrics(MetricGroup operator, AskSettings plan, SharedModel model, Gauge<Integer> waiting) {
    MetricGroup group = operator.addGroup("role", plan.role().wireName());
    this.prices = new TokenPrices(plan.model().priceIn(), plan.model().priceOut());
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

  /** Counts what asking once came to. */
  void asked(Outcome outcome) {
    ledgerHits.inc(outcome.fromLedger());
    parseFailures.inc(outcome.unread());
    failedRequests.inc(outcome.failed());
    promptTokens.inc(outcome.paid().prompt());
    completionTokens.inc(outcome.paid().completion());
    cost.add(prices.of(outcome.paid()));
  }

  /** Counts one question that it ended. */
  void ended(Outcome outcome) {
    (outcome.answer() == null ? failures : answers).inc();
  }
}
