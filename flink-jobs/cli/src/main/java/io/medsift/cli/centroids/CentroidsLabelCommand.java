package io.medsift.cli.centroids;

import static java.lang.String.format;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.LabelDescriptions;
import io.medsift.cli.artifact.EncoderOption;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.labelling.ClusterVotes;
import io.medsift.labelling.DescriptionVoter;
import io.medsift.labelling.EndpointVoter;
import io.medsift.labelling.LabelSet;
import io.medsift.labelling.LabelledPromptVoter;
import io.medsift.labelling.Labelling;
import io.medsift.labelling.Voter;
import io.medsift.llm.client.FailureKind;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.ModelSettings;
import io.medsift.llm.client.TokenPrices;
import io.medsift.review.centroids.CentroidSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code medsift centroids label}: labels for trained clusters. */
@Command(
    name = "label",
    description = {
      "Classifies the prompts nearest to each centre and labels each cluster by majority. Among"
          + " labels with equally many votes the one whose prompts are nearer wins (higher sum of"
          + " similarities), then the one that is listed first.",
      "Every answer is kept: the same command resumes a run that was stopped."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CentroidsLabelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--centroids",
      paramLabel = "DIR",
      required = true,
      description = "Trained centroids; labels that they have are replaced.")
  private Path centroids;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory for the labelled centroids. Default: label them in place.")
  private Path out;

  @Option(
      names = "--classifier",
      paramLabel = "KIND",
      defaultValue = "endpoint",
      converter = ClassifierKind.Converter.class,
      description = {
        "endpoint asks a language model; nearest-description compares embeddings with written"
            + " descriptions of each label; labelled-prompts takes the labels of a file. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private ClassifierKind classifier;

  @Option(
      names = "--labelled",
      paramLabel = "FILE",
      description = {
        "For labelled-prompts: JSON Lines with the fields prompt and label. A prompt that is not"
            + " in it has no vote."
      })
  private Path labelled;

  @Option(
      names = "--omit-prompts",
      description =
          "Writes no text of any prompt. Such centroids can be used, but not labelled again.")
  private boolean omitPrompts;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "Label set as JSON, in the order that breaks ties; the last label is for clusters without"
            + " any vote. Default: the eleven that come with Medsift."
      })
  private Path labels;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "Prompts processed concurrently. Default: 16 with an endpoint, else processors.")
  private Integer concurrency;

  @Mixin private EncoderOption encoder;

  @Mixin private EndpointOptions endpoint;

  @Override
  public Integer call() throws Exception {
    if (concurrency != null && concurrency < 1) {
      throw wrong("--concurrency must be at least 1, got " + concurrency);
    }
    if (out != null && Files.exists(out)) {
      throw wrong(out + " already exists; name another --out, or leave it out to label in place");
    }
    if ((classifier == ClassifierKind.LABELLED_PROMPTS) != (labelled != null)) {
      throw wrong(
          labelled == null
              ? "--classifier labelled-prompts needs --labelled FILE"
              : "--labelled requires --classifier labelled-prompts");
    }
    Resources labelling = new Resources(this::stopped);
    try (labelling) {
      switch (classifier) {
        case ENDPOINT -> byEndpoint();
        case NEAREST_DESCRIPTION -> {
          refuseEndpointOptions();
          byDescription();
        }
        case LABELLED_PROMPTS -> {
          refuseEndpointOptions();
          byLabelledPrompts();
        }
      }
    }
    return ExitCode.DONE;
  }

  private String stopped() {
    return classifier == ClassifierKind.ENDPOINT
        ? "no labels were written. The answers so far are kept in "
            + endpoint.answers(centroids)
            + ", and the same command asks only for the rest."
        : "no labels were written. Run the same command to start over.";
  }

  private void refuseEndpointOptions() {
    for (String option :
        new String[] {"--model", "--prompt", "--answers", "--price-in", "--price-out"}) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw wrong(option + " requires --classifier endpoint; " + classifier + " calls no model");
      }
    }
  }

  private void byLabelledPrompts() throws Exception {
    LabelSet set = labelSet();
    CentroidArtifact artifact = trained();
    try (Voter voter = LabelledPromptVoter.read(labelled, set)) {
      vote(artifact, voter);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the centroids cannot be labelled: " + e.getMessage(),
          "Correct what the error names, and run the command again.",
          e);
    }
  }

  private void vote(CentroidArtifact artifact, Voter voter) throws Exception {
    int threads = concurrency == null ? Runtime.getRuntime().availableProcessors() : concurrency;
    Labelling labelling = new Labelling(artifact, voter, threads);
    LabellingLine line = new LabellingLine();
    write(vote(labelling, now -> line.of(labelling.progress(), now)));
  }

  private LabelSet labelSet() {
    try {
      return labels == null ? LabelSet.shipped() : LabelSet.read(labels);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void byDescription() throws Exception {
    LabelDescriptions described;
    try {
      described = labels == null ? LabelDescriptions.bundled() : LabelDescriptions.read(labels);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    CentroidArtifact artifact = trained();
    try (Voter voter = new DescriptionVoter(described, encoder.source().open())) {
      vote(artifact, voter);
      say(
          "The labels are those of the nearest descriptions: no language model was asked. Use them"
              + " for a first look; label with --classifier endpoint before you rely on them.");
    }
  }

  private void byEndpoint() throws Exception {
    LabelSet set = labelSet();
    ModelSettings settings = endpoint.settings();
    TokenPrices prices = endpoint.prices();
    endpoint.prompt();
    int threads = concurrency == null ? 16 : concurrency;
    // Wrong options are reported before the centroids are read.
    ModelClient client = endpoint.client(settings, threads);
    CentroidArtifact artifact;
    EndpointVoter opened;
    try {
      artifact = trained();
      opened = voter(settings, set, client);
    } catch (Exception e) {
      client.close();
      throw e;
    }
    try (EndpointVoter voter = opened) {
      Labelling labelling = new Labelling(artifact, voter, threads);
      LabellingLine line = new LabellingLine();
      ClusterVotes votes;
      try {
        votes = vote(labelling, now -> line.of(labelling.progress(), client, prices, now));
      } finally {
        account(voter, client, prices);
      }
      write(votes);
    } catch (Voter.LabellingException e) {
      throw new CommandFailedException(
          "labelling stopped: " + e.getMessage(),
          "Fix that and run the same command again: the answers so far are kept in "
              + endpoint.answers(centroids)
              + ".",
          e);
    }
  }

  /** Opens the voter; the client is closed with it. */
  private EndpointVoter voter(ModelSettings settings, LabelSet set, ModelClient client) {
    try {
      return endpoint.voter(settings, set, client, centroids);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the answers so far cannot be used: " + e.getMessage(),
          "If the file is damaged or of an earlier version, name another directory with --answers"
              + " or remove the file; its prompts are then sent and paid for again.",
          e);
    }
  }

  private CentroidArtifact trained() {
    try {
      CentroidArtifact artifact = CentroidArtifact.loadTrained(centroids);
      if (artifact.cluster(0).nearest().isEmpty()) {
        throw new IOException(
            centroids + " contains no prompts to label: it was written with --omit-prompts");
      }
      return artifact;
    } catch (IOException e) {
      throw new CommandFailedException(
          "the centroids cannot be used: " + e.getMessage(),
          "Name a directory that 'centroids train' wrote.",
          e);
    }
  }

  /** Runs the labelling in a thread of its own and shows how far it is. */
  private static ClusterVotes vote(Labelling labelling, LongFunction<String> line)
      throws Voter.LabellingException, IOException, InterruptedException {
    ProgressDisplay display = ProgressDisplay.onStandardError();
    FutureTask<ClusterVotes> task = new FutureTask<>(labelling::run);
    Thread thread = new Thread(task, "labelling");
    thread.start();
    try {
      while (true) {
        try {
          return task.get(display.interval().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          display.offer(line);
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Voter.LabellingException known) {
        throw known;
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } finally {
      display.clear();
    }
  }

  private void write(ClusterVotes votes) {
    try {
      CentroidArtifact written =
          out == null
              ? votes.majorities(!omitPrompts).writeInPlace()
              : votes.majorities(!omitPrompts).write(out);
      say(
          format(
              Locale.ROOT,
              "Labelled %,d clusters in %s, fingerprint %s.",
              written.clusters(),
              written.directory(),
              written.fingerprint()));
      CentroidSummary.of(written).printLabels(spec.commandLine().getOut());
    } catch (IOException e) {
      throw new CommandFailedException(
          "the labels cannot be written: " + e.getMessage(), "Free disk space, and run again.", e);
    }
    if (votes.clustersWithoutVotes() > 0) {
      say(
          format(
              Locale.ROOT,
              "%,d clusters have no vote at all and got the last label, with agreement 0.",
              votes.clustersWithoutVotes()));
    }
  }

  private void account(EndpointVoter voter, ModelClient client, TokenPrices prices) {
    say(
        format(
            Locale.ROOT,
            "%,d replies from the model, %,d prompts answered by earlier runs · %s",
            client.meter().replies(),
            voter.fromEarlierRuns(),
            LabellingLine.spent(client.meter().usage(), prices)));
    StringBuilder failures = new StringBuilder();
    for (FailureKind kind : FailureKind.values()) {
      long count = client.meter().failures(kind);
      if (count > 0) {
        failures.append(failures.length() == 0 ? "" : ", ").append(count).append(' ').append(kind);
      }
    }
    if (failures.length() > 0) {
      say("Attempts without a usable reply: " + failures + ".");
    }
    if (voter.unanswered() > 0) {
      say(
          format(
              Locale.ROOT,
              "%,d prompts got no answer and so no vote; the same command asks them again.",
              voter.unanswered()));
    }
  }

  private void say(String sentence) {
    PrintWriter writer = spec.commandLine().getOut();
    writer.println(sentence);
    writer.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The classifier of prompts. */
  enum ClassifierKind {
    ENDPOINT("endpoint"),
    NEAREST_DESCRIPTION("nearest-description"),
    LABELLED_PROMPTS("labelled-prompts");

    private final String text;

    ClassifierKind(String text) {
      this.text = text;
    }

    /** As on the command line. */
    @Override
    public String toString() {
      return text;
    }

    /** Reads the command line. */
    static final class Converter implements ITypeConverter<ClassifierKind> {
      @Override
      public ClassifierKind convert(String value) {
        for (ClassifierKind kind : values()) {
          if (kind.text.equals(value)) {
            return kind;
          }
        }
        throw new TypeConversionException(
            "must be one of " + List.of(values()) + ", got '" + value + "'");
      }
    }
  }
}
