package io.medsift.cli.recheck;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.argument.Usage;
import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.artifact.CentroidOption;
import io.medsift.cli.artifact.RecipeOption;
import io.medsift.cli.live.TopicJob;
import io.medsift.cli.live.TopicJobOptions;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.topic.BrokerFailure;
import io.medsift.cli.topic.TopicArgument;
import io.medsift.cli.topic.TopicOptions;
import io.medsift.curation.write.CurationTopics;
import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.recheck.RecheckSettings;
import io.medsift.recipe.Recipe;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Gate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code medsift recheck}: verdicts under evaluation sets that were published later. */
@Command(
    name = "recheck",
    description = {
      "Compares curated samples with evaluation sets that were published later, and writes"
          + " changed verdicts to the topic 'revisions': samples that repeat a new item are"
          + " revoked, and samples that were rejected as their duplicates are reinstated if no"
          + " gate rejects them. Existing rows are not changed.",
      "The outcome is that of a replay with the new evaluation sets. Only samples that no longer"
          + " repeat an item pass the other gates again. Ends at the end of the topics. After an"
          + " interruption, the same command writes the missing revisions. 'export', 'audit' and"
          + " 'explain' apply revisions."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class RecheckCommand implements Callable<Integer> {
  private static final String NAME = "recheck";
  private static final String USUAL = "medsift-recheck";

  @Spec private CommandSpec spec;

  @Mixin private TopicOptions topicOptions;

  @Mixin private RecipeOption recipeOption;

  @Option(
      names = "--benchmarks",
      paramLabel = "PATH|NAME=PATH|DIR",
      arity = "1..*",
      required = true,
      description = {
        "All evaluation sets to keep out of the data: those of the run, unchanged, and the new"
            + " ones, as for 'run'."
      })
  private List<String> benchmarks = new ArrayList<>();

  @Option(
      names = "--run-benchmarks",
      paramLabel = "DIR",
      description = {
        "The benchmark index of the run. Needed only if a set of the run has changed, for example"
            + " because items were added."
      })
  private Path runBenchmarks;

  @Mixin private CentroidOption centroids;

  @Option(
      names = "--create-topic",
      description = "Create the topic of revisions, with one partition, if there is none.")
  private boolean createTopic;

  @Mixin private TopicJobOptions jobOptions;

  @Override
  public Integer call() throws Exception {
    if (!topicOptions.brokers().named()) {
      throw Usage.wrong(spec, "name the brokers of the run: --bootstrap-servers");
    }
    Recipe recipe = recipeOption.load();
    requireSupported(recipe);
    ArtifactSource indexSource = index(recipe);
    ArtifactSource centroidSource = centroids.of(recipe);
    BenchmarkIndex known = runBenchmarks == null ? null : load(runBenchmarks);
    CurationTopics topics = topicOptions.topics();
    RevisionTopic revisions = RevisionTopic.of(topics);
    requireTopic(revisions);
    TopicJob job = jobOptions.job(NAME, USUAL);
    try {
      Recheck recheck =
          new Recheck(recipe, topics, job, jobOptions.run(USUAL), spec.commandLine().getOut());
      recheck.execute(indexSource, centroidSource, known);
    } catch (KafkaException e) {
      throw BrokerFailure.of(e);
    }
    return ExitCode.DONE;
  }

  private void requireSupported(Recipe recipe) {
    if (!recipe.runs(Gate.DECONTAMINATE)) {
      throw Usage.wrong(
          spec,
          "the recipe "
              + recipe.stamp().name()
              + " does not decontaminate, so evaluation sets do not change what it accepts");
    }
    List<Gate> unsupported = RecheckSettings.unsupported(recipe);
    if (!unsupported.isEmpty()) {
      throw Usage.wrong(
          spec,
          "the recipe %s runs %s, whose verdicts depend on other samples, and a recheck cannot decide them again: use 'medsift replay' with the new --benchmarks"
              .formatted(
                  recipe.stamp().name(),
                  unsupported.stream()
                      .map(gate -> "the gate " + gate.wireName())
                      .collect(Collectors.joining(" and "))));
    }
  }

  private void requireTopic(RevisionTopic revisions) throws InterruptedException {
    if (createTopic) {
      TopicArgument.make(revisions.connection(), List.of(revisions.name()), 1);
    }
    TopicArgument.require(
        spec,
        revisions.connection(),
        List.of(revisions.name()),
        "add --create-topic to create it with one partition");
    try {
      if (!revisions.writable()) {
        throw new CommandFailedException(
            "this user may not write to the topic " + revisions.name(),
            "Grant it the ACL Write on the topic; deploy/README.md lists the ACLs.");
      }
    } catch (KafkaException e) {
      throw BrokerFailure.of(e);
    }
  }

  private BenchmarkIndex load(Path directory) {
    Path there = new PathArgument(spec, "--run-benchmarks", directory).requireDirectory();
    try {
      return BenchmarkIndex.load(there);
    } catch (BenchmarkException e) {
      throw Usage.wrong(spec, "--run-benchmarks " + e.getMessage());
    }
  }

  private ArtifactSource index(Recipe recipe) {
    try {
      return BenchmarkArtifact.from(benchmarks, recipe);
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(spec, e.getMessage());
    }
  }
}
