package io.medsift.cli.centroids;

import static java.lang.String.format;

import io.medsift.cli.progress.Pace;
import io.medsift.labelling.Labelling;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.TokenPrices;
import io.medsift.llm.client.TokenUsage;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

/** Progress of labelling, in one line. */
final class LabellingLine {
  private static final int WINDOW = 120;

  private final Pace pace = new Pace(WINDOW);

  /** Returns prompts, rate and time left. */
  String of(Labelling.Progress progress, long now) {
    pace.update((double) progress.done(), now);
    StringJoiner line = new StringJoiner("  ");
    line.add(
        format(Locale.ROOT, "%,d of %,d prompts", progress.done(), progress.prompts())
            + pace.rate("")
            + pace.left((double) progress.prompts()));
    if (progress.withoutVote() > 0) {
      line.add(format(Locale.ROOT, "%,d without a vote", progress.withoutVote()));
    }
    return line.toString();
  }

  /** Returns the same with tokens, cost and the state of the endpoint. */
  String of(Labelling.Progress progress, ModelClient client, TokenPrices prices, long now) {
    StringJoiner line = new StringJoiner("  ");
    line.add(of(progress, now)).add(spent(client.meter().usage(), prices));
    if (client.meter().failures() > 0) {
      line.add(format(Locale.ROOT, "%,d failed attempts", client.meter().failures()));
    }
    Duration coolDown = client.coolDownLeft();
    if (!coolDown.isZero()) {
      line.add("rate limit, waiting " + (coolDown.toSeconds() + 1) + " s");
    }
    return line.toString();
  }

  /** Returns tokens, and their cost where there is a price. */
  static String spent(TokenUsage usage, TokenPrices prices) {
    String tokens =
        format(Locale.ROOT, "%,d tokens in, %,d out", usage.prompt(), usage.completion());
    return prices.equals(TokenPrices.FREE)
        ? tokens
        : tokens + format(Locale.ROOT, ", cost %.4f", prices.of(usage));
  }
}
