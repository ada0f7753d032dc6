package io.medsift.cli.model;

import static java.lang.String.format;

import io.medsift.cli.progress.JobCounters;
import io.medsift.model.TokenPrices;
import io.medsift.model.TokenUsage;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Models;
import java.util.Locale;

/** One line on how far annotation is, and what it has cost since the process started. */
final class AnnotationLine {
  private final Models models;

  AnnotationLine(Models models) {
    this.models = models;
  }

  String of(JobCounters counters) {
    double cost = 0;
    for (ModelRole role : new ModelRole[] {ModelRole.JUDGE, ModelRole.EQUIVALENCE}) {
      cost += models.of(role).map(model -> cost(counters, role, model)).orElse(0.0);
    }
    return format(
        Locale.ROOT,
        "%,d samples read  %,d written (%,d spared)  %,d scores  %,d comparisons  %,d from the"
            + " ledger  %,d unreadable  %,d failed requests  %,d dead letters  %,d tokens in, %,d"
            + " out  cost %.4f%s",
        counters.sum("samples_read"),
        counters.sum("samples_written"),
        counters.sum("samples_spared"),
        counters.sum("answers", ModelRole.JUDGE.wireName()),
        counters.sum("answers", ModelRole.EQUIVALENCE.wireName()),
        counters.sum("ledger_hits"),
        counters.sum("parse_failures"),
        counters.sum("failed_requests"),
        counters.sum("dead_letters"),
        counters.sum("prompt_tokens"),
        counters.sum("completion_tokens"),
        cost,
        counters.endpointDown() ? "  an endpoint does not answer" : "");
  }

  private static double cost(JobCounters counters, ModelRole role, AskedModel model) {
    return new TokenPrices(model.priceIn(), model.priceOut())
        .of(
            new TokenUsage(
                counters.sum("prompt_tokens", role.wireName()),
                counters.sum("completion_tokens", role.wireName())));
  }
}
