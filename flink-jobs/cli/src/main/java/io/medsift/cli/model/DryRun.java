package io.medsift.cli.model;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.input.SampleFiles;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.llm.client.ApiKey;
import io.medsift.llm.client.ModelSettings;
import io.medsift.llm.client.TokenUsage;
import io.medsift.llm.client.WireRequest;
import io.medsift.llm.stage.RequestPreview;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.review.text.Plural;
import io.medsift.review.text.SafeText;
import io.medsift.rows.RecordReader;
import io.medsift.rows.RowFile;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Shows the first request that would be sent, and how many there would be of what cost. Tokens sent
 * are estimated, four characters each; those received are at most what the recipe allows.
 */
final class DryRun {
  private static final String EXAMPLE = "example-prompt.json";
  private static final int CHARACTERS_A_TOKEN = 4;

  private final Map<ModelRole, AskedModel> models;
  private final Function<byte[], RequestPreview> job;
  private final PrintWriter out;
  private final Map<ModelRole, TokenUsage> tokens = new EnumMap<>(ModelRole.class);
  private final Map<ModelRole, Long> requests = new EnumMap<>(ModelRole.class);
  private final Set<String> asked = new HashSet<>();
  private boolean shown;
  private long read;
  private long asIs;
  private long refused;
  private long repeated;
  private String refusal;

  /**
   * A dry run that has read nothing.
   *
   * @param job what would be asked about a record
   */
  DryRun(Map<ModelRole, AskedModel> models, Function<byte[], RequestPreview> job, PrintWriter out) {
    this.models = models;
    this.job = job;
    this.out = out;
  }

  /** Reads the prompt that comes with Medsift. */
  void example() throws IOException {
    try (InputStream stream = DryRun.class.getResourceAsStream(EXAMPLE)) {
      take(stream.readAllBytes());
    }
  }

  /** Reads files. */
  void files(List<RowFile> files) {
    for (RowFile file : files) {
      try (RecordReader records = file.openRecords(SampleFiles.LIMITS)) {
        while (records.next()) {
          take(records.bytes());
        }
      } catch (IOException e) {
        throw new CommandFailedException(e.getMessage(), "Name another --input.", e);
      }
    }
  }

  /** Reads what a topic holds. */
  void topic(TopicRange range) {
    new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .read(
            range,
            record -> {
              if (!Heartbeat.is(record.value(), record.headers())) {
                take(record.value());
              }
            });
  }

  private void take(byte[] record) {
    read++;
    RequestPreview preview = job.apply(record);
    if (preview.refusal() != null) {
      refused++;
      refusal = refusal == null ? preview.refusal() : refusal;
    } else if (preview.requests().isEmpty()) {
      asIs++;
    }
    for (RequestPreview.Request each : preview.requests()) {
      AskedModel model = models.get(each.role());
      if (!shown) {
        show(each, model);
        shown = true;
      }
      if (!asked.add(identity(each, model))) {
        repeated += each.times();
        continue;
      }
      requests.merge(each.role(), (long) each.times(), Long::sum);
      long sent = each.request().characters() / CHARACTERS_A_TOKEN;
      tokens.merge(
          each.role(),
          new TokenUsage(sent * each.times(), (long) model.maxTokens() * each.times()),
          TokenUsage::plus);
    }
  }

  // What the ledger goes by: the same request is paid for once.
  private static String identity(RequestPreview.Request request, AskedModel model) {
    return request.role() + Sha256.of(wire(request, model).body().getBytes(UTF_8));
  }

  private static WireRequest wire(RequestPreview.Request request, AskedModel model) {
    try {
      return WireRequest.of(ModelSettings.of(model), request.request());
    } catch (IOException e) {
      throw new IllegalStateException("a request cannot be written", e);
    }
  }

  private void show(RequestPreview.Request first, AskedModel model) {
    WireRequest wire = wire(first, model);
    out.println(wire.method() + " " + wire.url());
    wire.headers().forEach((name, values) -> out.println(name + ": " + String.join(", ", values)));
    out.println("Authorization: " + ApiKey.fromEnvironment(model.apiKeyEnv()));
    out.println();
    out.println(SafeText.terminal(wire.body()));
    out.println();
  }

  /**
   * Says what was read and what would be asked.
   *
   * @param records what the records are, such as {@code prompts}
   * @throws CommandFailedException if all records would be refused
   */
  void finish(String records) {
    out.println(
        format(
            Locale.ROOT,
            "%,d %s read: %,d would be sent to the model, %,d would be passed on "
                + "unchanged, %,d would be dead letters%s.",
            read,
            records,
            read - asIs - refused,
            asIs,
            refused,
            refusal == null ? "" : ", such as: " + SafeText.line(refusal)));
    if (repeated > 0) {
      out.println(
          format(
              Locale.ROOT,
              "%s would repeat an earlier one, whose answer comes from the ledger.",
              Plural.of(repeated, "request")));
    }
    double cost = 0;
    boolean priced = false;
    for (Map.Entry<ModelRole, Long> each : requests.entrySet()) {
      AskedModel model = models.get(each.getKey());
      TokenUsage usage = tokens.get(each.getKey());
      out.println(
          format(
              Locale.ROOT,
              "%s, %s: %s, about %,d tokens in, at most %,d out.",
              each.getKey().wireName(),
              model.model(),
              Plural.of(each.getValue(), "request"),
              usage.prompt(),
              usage.completion()));
      cost += Spending.prices(model).of(usage);
      priced |= model.priceIn() > 0 || model.priceOut() > 0;
    }
    if (priced) {
      out.println(format(Locale.ROOT, "Cost: about %.4f or less, not counting retries.", cost));
    } else if (!requests.isEmpty()) {
      out.println("Cost: not known; set price_in and price_out of the recipe's models.");
    }
    out.flush();
    if (read > 0 && refused == read) {
      throw new CommandFailedException(
          format(Locale.ROOT, "all %,d %s would be refused: %s", read, records, refusal),
          "Fix them, or use a recipe that accepts them.");
    }
  }
}
