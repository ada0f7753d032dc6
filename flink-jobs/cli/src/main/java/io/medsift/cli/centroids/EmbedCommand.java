package io.medsift.cli.centroids;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.argument.ParallelismOption;
import io.medsift.cli.artifact.EncoderOption;
import io.medsift.cli.centroids.EmbeddingRun.EmbeddingRequest;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.cli.topic.TopicArgument;
import io.medsift.curation.CurationJob;
import io.medsift.embedding.store.StorePlan;
import io.medsift.embedding.store.VectorFormat;
import io.medsift.remote.RemotePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift centroids embed}: prompts to vectors. */
@Command(
    name = "embed",
    description = {
      "Embeds each distinct prompt once, into a store on disk. If it is stopped or killed, the"
          + " same command",
      "resumes: finished parts are not embedded again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EmbedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "Rows as JSON Lines, a JSON array or Parquet, plain or compressed; for a "
            + "directory or a pattern, all its files. Remote files: "
            + RemotePath.FORMS
            + "."
      })
  private List<String> inputs = new ArrayList<>();

  @Mixin private BrokerOptions brokers;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = {
        "Topic of rows as JSON, instead of files; read up to its end at the " + "start."
      })
  private String topic;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      defaultValue = "prompt",
      description = "Field of a row that is its prompt. Default: ${DEFAULT-VALUE}.")
  private String field;

  @Option(
      names = "--format",
      paramLabel = "f32|f16",
      defaultValue = "f32",
      description =
          "Number format of the vectors; f16 takes half the space. Default: ${DEFAULT-VALUE}.")
  private String format;

  @Option(
      names = "--parts",
      paramLabel = "N",
      description = "Number of parts of the store. Default: one for about 4,096 rows.")
  private Integer parts;

  @Mixin private EncoderOption encoder;

  @Mixin private ParallelismOption parallelism;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the store; new, or that of a run to resume.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    boolean fromTopic = topic != null || brokers.named();
    if (inputs.isEmpty() != fromTopic || (topic != null) != brokers.named()) {
      throw wrong("name what to read: --input FILE..., or --bootstrap-servers and --topic");
    }
    if (fromTopic) {
      TopicArgument.require(
          spec, brokers.connection(), List.of(topic), "name another with --topic");
    }
    EmbeddingRequest request =
        new EmbeddingRequest(
            fromTopic ? List.of() : InputFiles.find(inputs, spec),
            fromTopic ? brokers.connection() : null,
            topic,
            field,
            format(),
            parts(),
            parallelism.within(CurationJob.MAX_PARALLELISM),
            encoder.source(),
            out);
    new EmbeddingRun(request, spec.commandLine().getOut()).execute();
    return ExitCode.DONE;
  }

  private VectorFormat format() {
    try {
      return VectorFormat.named(format);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--format: " + e.getMessage(), e);
    }
  }

  private Integer parts() {
    if (parts != null && (parts < 1 || parts > StorePlan.MAX_PARTS)) {
      throw wrong("--parts must be 1 to " + StorePlan.MAX_PARTS + ", got " + parts);
    }
    return parts;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
