package io.medsift.cli.model;

import static java.lang.String.format;

import io.medsift.cli.progress.JobCounters;
import io.medsift.model.TokenPrices;
import io.medsift.model.TokenUsage;
import io.medsift.recipe.AskedModel;
import java.util.Locale;

/** One line on how far a job is that asks a model, and what that has cost since it started. */
final class ModelJobLine {
  private final TokenPrices prices;

  ModelJobLine(AskedModel model) {
    prices = new TokenPrices(model.priceIn(), model.priceOut());
  }

  String of(JobCounters counters) {
    TokenUsage usage =
        new TokenUsage(counters.sum("prompt_tokens"), counters.sum("completion_tokens"));
    return format(
        Locale.ROOT,
        "%,d prompts  %,d answers (%,d from the ledger)  %,d unreadable  %,d failed requests  %,d"
            + " dead letters  %,d tokens in, %,d out  cost %.4f%s",
        counters.sum("samples_read"),
        counters.sum("answers"),
        counters.sum("ledger_hits"),
        counters.sum("parse_failures"),
        counters.sum("failed_requests"),
        counters.sum("dead_letters"),
        usage.prompt(),
        usage.completion(),
        prices.of(usage),
        counters.endpointDown() ? "  the endpoint does not answer" : "");
  }
}
