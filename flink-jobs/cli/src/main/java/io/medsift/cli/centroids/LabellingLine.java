package io.medsift.cli.centroids;

import static java.lang.String.format;

import io.medsift.labelling.LabellingProgress;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.TokenPrices;
import io.medsift.llm.client.TokenUsage;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

/** How far labelling is, in one line. */
final class LabellingLine {
  private static final double NANOS = 1e9;

  private final long start = System.nanoTime();

  /** Prompts, rate and time left. */
  String of(LabellingProgress progress, long now) {
    double seconds = (now - start) / NANOS;
    double rate = seconds <= 0 ? 0 : progress.done() / seconds;
    StringJoiner line = new StringJoiner(" · ");
    line.add(format(Locale.ROOT, "%,d of %,d prompts", progress.done(), progress.prompts()));
    line.add(format(Locale.ROOT, "%.1f a second", rate));
    if (rate > 0) {
      line.add(time((long) ((progress.prompts() - progress.done()) / rate)) + " left");
    }
    if (progress.withoutVote() > 0) {
      line.add(format(Locale.ROOT, "%,d without a vote", progress.withoutVote()));
    }
    return line.toString();
  }

  /** The same with tokens, cost and the state of the endpoint. */
  String of(LabellingProgress progress, ModelClient client, TokenPrices prices, long now) {
    StringJoiner line = new StringJoiner(" · ");
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

  /** Tokens, and what they cost where there is a price. */
  static String spent(TokenUsage usage, TokenPrices prices) {
    String tokens =
        format(Locale.ROOT, "%,d tokens in, %,d out", usage.prompt(), usage.completion());
    return prices.equals(TokenPrices.FREE)
        ? tokens
        : tokens + format(Locale.ROOT, ", cost %.4f", prices.of(usage));
  }

  private static String time(long seconds) {
    return format("%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }
}
