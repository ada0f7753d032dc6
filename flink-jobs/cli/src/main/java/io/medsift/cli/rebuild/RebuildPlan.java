package io.medsift.cli.rebuild;

import static java.lang.String.format;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.rebuild.Published.Listing;
import io.medsift.cli.rebuild.RebuildRequest.EvaluationPath;
import io.medsift.llm.client.TokenPrices;
import io.medsift.llm.client.TokenUsage;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.remote.RemoteException;
import io.medsift.remote.RemotePath;
import io.medsift.review.text.Plural;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plan of a rebuild: what it would read, request and run, with the files as published now. */
final class RebuildPlan {
  private static final String BROKERS = "BROKERS";
  private static final String SEEDS = "--seeds";
  private static final String LINE = "%-28s %-18s %13s %17s %-10s %13s";

  private final RebuildRequest request;
  private final Map<String, Listing> listings = new LinkedHashMap<>();
  private final Map<String, String> setPaths = new LinkedHashMap<>();
  private final Map<String, Long> bytes = new HashMap<>();
  private final Map<String, RemoteException> missing = new LinkedHashMap<>();
  private String seedPath;

  /**
   * Looks up what is to be read.
   *
   * @throws IOException if the settings of the environment are wrong, or a file here cannot be read
   */
  RebuildPlan(RebuildRequest request, Published published) throws IOException {
    this.request = request;
    for (RebuildSource source : request.sources()) {
      try {
        Listing listing = published.list(source.paths());
        listings.put(source.name(), listing);
        bytes.putAll(listing.sizes());
      } catch (RemoteException e) {
        missing.put(source.name(), e);
      }
    }
    if (request.seeds() != null) {
      try {
        Listing listing = published.list(List.of(request.seeds().path()));
        seedPath = listing.paths().get(0);
        bytes.putAll(listing.sizes());
      } catch (RemoteException e) {
        missing.put(SEEDS, e);
      }
    }
    if (request.evaluationStep() == null) {
      return;
    }
    for (EvaluationPath set : request.evaluation()) {
      try {
        Listing listing = published.list(List.of(set.path()));
        bytes.putAll(listing.sizes());
        setPaths.put(set.name(), listing.paths().get(0));
      } catch (RemoteException e) {
        missing.put(set.name(), e);
      }
    }
  }

  /**
   * The request with the files that there are.
   *
   * @throws CommandFailedException if some cannot be had and are not to be left out, or if a host
   *     gives no answer, which says nothing of what it has
   */
  RebuildRequest available() {
    boolean unanswered = missing.values().stream().anyMatch(InputFiles::isUnreachable);
    if (unanswered || (!missing.isEmpty() && !request.skipMissing())) {
      List<String> lines = new ArrayList<>();
      InputFiles.reasons(missing).forEach(line -> lines.add("  " + line));
      throw new CommandFailedException(
          format(
              "%s cannot be read:%n%s",
              Plural.of(missing.size(), "dataset"), String.join(System.lineSeparator(), lines)),
          unanswered
              ? "Run the command again once the host answers: --skip-missing leaves out only"
                  + " datasets that a host refuses or does not have. Or name your own files with"
                  + " --data SOURCE=PATH or --benchmarks NAME=PATH."
              : "Name your own files with --data SOURCE=PATH or --benchmarks NAME=PATH, or leave"
                  + " the datasets out with --skip-missing.");
    }
    if (seedPath == null && request.seeds() != null) {
      RemoteException e = missing.get(SEEDS);
      throw new CommandFailedException("--seeds cannot be read: " + e.getMessage(), e.advice());
    }
    Map<String, List<String>> pinned = new LinkedHashMap<>();
    listings.forEach((name, listing) -> pinned.put(name, listing.paths()));
    RebuildRequest at = request.at(pinned, setPaths, seedPath);
    RebuildRequest there =
        at.with(
            at.sources().stream().filter(each -> !missing.containsKey(each.name())).toList(),
            at.evaluation().stream().filter(each -> !missing.containsKey(each.name())).toList());
    if (there.sources().isEmpty()) {
      throw new CommandFailedException(
          "no source of the recipe is left", "Name your own files with --data SOURCE=PATH.");
    }
    if (there.evaluationStep() != null && there.evaluation().isEmpty()) {
      throw new CommandFailedException(
          "no evaluation set is left, and the recipe decontaminates",
          "Name your own files with --benchmarks NAME=PATH.");
    }
    return there;
  }

  /** Datasets that are left out, each with the reason, a clause. */
  Map<String, String> leftOut() {
    Map<String, String> reasons = new LinkedHashMap<>();
    missing.forEach((name, e) -> reasons.put(name, e.getMessage()));
    return reasons;
  }

  void print(PrintWriter out) {
    out.println(
        format(LINE, "source", "track", "rows", "bytes", "topic", "requests").stripTrailing());
    long rows = 0;
    boolean unknown = false;
    for (RebuildSource source : request.sources()) {
      rows += source.rows() == null ? 0 : source.rows();
      unknown |= source.rows() == null;
      out.println(line(source).stripTrailing());
    }
    long fetched = bytes.values().stream().mapToLong(Long::longValue).sum();
    out.println(
        format(
            Locale.ROOT,
            "At most %,d rows%s, %,d bytes of files in total%s.",
            rows,
            unknown ? " and those of the sources whose rows are not known" : "",
            fetched,
            request.rowArguments().contains("--limit")
                ? ", of which only the parts with these rows are downloaded where possible"
                : ""));
    InputFiles.reasons(missing).forEach(line -> out.println("Not available: " + line));
    requests(out);
    out.println();
    out.println("Steps (those that are done are skipped, an interrupted one is resumed):");
    if (request.evaluationStep() != null) {
      out.println("  " + request.evaluationStep());
    }
    List<String> brokers =
        request.embedded() ? List.of("--bootstrap-servers", BROKERS) : request.brokerArguments();
    if (request.embedded()) {
      out.println(
          format(
              "  medsift up --recipe %s --benchmarks %s --data %s   (in the same process)",
              request.recipeName(), request.benchmarks(), request.curation()));
    }
    request.topicSteps(brokers).forEach(step -> out.println("  " + step));
    out.println("  " + request.auditStep(60, brokers));
    if (request.probeStep() != null) {
      out.println("  " + request.probeStep());
    }
    out.println("  " + request.exportStep(brokers));
    out.flush();
  }

  private String line(RebuildSource source) {
    Listing listing = listings.get(source.name());
    boolean remote = source.paths().stream().anyMatch(RemotePath::isRemote);
    long requests = requests(source).values().stream().mapToLong(Long::longValue).sum();
    return format(
        Locale.ROOT,
        LINE,
        source.name(),
        source.trackName(),
        source.rows() == null ? "not known" : format(Locale.ROOT, "%,d", source.rows()),
        !remote
            ? "local"
            : listing == null ? "not available" : format(Locale.ROOT, "%,d", listing.bytes()),
        source.topic(request.recipe()).wireName(),
        source.rows() == null && !requests(source, 1).isEmpty()
            ? "not known"
            : format(Locale.ROOT, "%,d", requests));
  }

  private Map<ModelRole, Long> requests(RebuildSource source) {
    return requests(source, source.rows() == null ? 0 : source.rows());
  }

  /** Requests at most: samples that rules reject are sent to no model. */
  private Map<ModelRole, Long> requests(RebuildSource source, long rows) {
    Map<ModelRole, Long> requests = new EnumMap<>(ModelRole.class);
    put(requests, ModelRole.GENERATOR, rows * source.responses(request.recipe()));
    put(requests, ModelRole.JUDGE, rows * source.scores(request.recipe()));
    put(requests, ModelRole.EQUIVALENCE, rows * source.comparisons(request.recipe()));
    // Once for a prompt: the ledger answers for its other responses.
    put(requests, ModelRole.LEAK, rows * source.leakQuestions(request.recipe()));
    return requests;
  }

  private static void put(Map<ModelRole, Long> requests, ModelRole role, long count) {
    if (count > 0) {
      requests.put(role, count);
    }
  }

  private void requests(PrintWriter out) {
    Map<ModelRole, Long> all = new EnumMap<>(ModelRole.class);
    request
        .sources()
        .forEach(source -> requests(source).forEach((role, n) -> all.merge(role, n, Long::sum)));
    double cost = 0;
    boolean priced = false;
    for (Map.Entry<ModelRole, Long> each : all.entrySet()) {
      AskedModel model = request.recipe().models().of(each.getKey()).orElse(null);
      if (model == null) {
        continue;
      }
      long tokens = each.getValue() * model.maxTokens();
      out.println(
          format(
              Locale.ROOT,
              "%s, %s: at most %,d requests, at most %,d output tokens.",
              each.getKey().wireName(),
              model.model(),
              each.getValue(),
              tokens));
      cost += new TokenPrices(model.priceIn(), model.priceOut()).of(new TokenUsage(0, tokens));
      priced |= model.priceIn() > 0 || model.priceOut() > 0;
    }
    if (priced) {
      out.println(
          format(
              Locale.ROOT,
              "Cost: at most %.2f for output tokens; 'generate --dry-run' on a trial also counts"
                  + " input tokens.",
              cost));
    } else if (!all.isEmpty()) {
      out.println("Cost: not known; set price_in and price_out of the recipe's models.");
    }
  }
}
