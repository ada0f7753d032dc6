package io.medsift.cli.model;

import static java.lang.String.format;

import io.medsift.cli.progress.JobCounters;
import io.medsift.llm.client.TokenPrices;
import io.medsift.llm.client.TokenUsage;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import java.util.Locale;
import java.util.Map;

/** Tokens of the models of a job and their cost, since the process started. */
record Spending(Map<ModelRole, AskedModel> models) {

  /** In words. */
  String of(JobCounters counters) {
    return words(
        counters.sum("prompt_tokens"),
        counters.sum("completion_tokens"),
        models.entrySet().stream()
            .mapToDouble(entry -> cost(counters, entry.getKey(), entry.getValue()))
            .sum());
  }

  private static String words(long prompt, long completion, double cost) {
    return format(Locale.ROOT, "%,d tokens in, %,d out, cost %.4f", prompt, completion, cost);
  }

  private static double cost(JobCounters counters, ModelRole role, AskedModel model) {
    return prices(model)
        .of(
            new TokenUsage(
                counters.sum("prompt_tokens", role.wireName()),
                counters.sum("completion_tokens", role.wireName())));
  }

  static TokenPrices prices(AskedModel model) {
    return new TokenPrices(model.priceIn(), model.priceOut());
  }
}
