package io.medsift.cli.model;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.argument.Usage;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.cli.topic.TopicArgument;
import io.medsift.kafka.topic.TopicRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of a {@link DryRun}. */
final class DryRunOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--dry-run",
      description = {
        "Send no requests and write nothing: print the first request, without "
            + "the key, and the number of requests with tokens and cost. Needs no "
            + "endpoint. Reads the topic if --bootstrap-servers is given, else --input."
      })
  private boolean dryRun;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      arity = "1..*",
      description = "With --dry-run: files of records, instead of the topic.")
  private List<String> input = new ArrayList<>();

  boolean given() {
    return dryRun;
  }

  void requireNoInput() {
    if (!input.isEmpty()) {
      throw Usage.wrong(command, "--input is for --dry-run; the job reads its topic");
    }
  }

  /**
   * Reads what is named, and shows what would be asked.
   *
   * @param topic that the job would read
   * @param records what its records are, such as {@code prompts}
   * @param example whether the prompt that comes with Medsift serves where nothing is named
   * @throws CommandFailedException if all would be refused
   */
  void run(DryRun run, BrokerOptions brokers, String topic, String records, boolean example)
      throws IOException, InterruptedException {
    if (!input.isEmpty() && brokers.named()) {
      throw Usage.wrong(command, "name either --input or --bootstrap-servers");
    }
    if (!input.isEmpty()) {
      run.files(InputFiles.find(input, command));
    } else if (brokers.named()) {
      TopicArgument.require(
          command, brokers.connection(), List.of(topic), "name another, or --input FILE");
      run.topic(TopicRange.now(brokers.connection(), topic));
    } else if (example) {
      run.example();
    } else {
      throw Usage.wrong(
          command, "name the records: --input FILE, or --bootstrap-servers HOST:PORT");
    }
    run.finish(records);
  }
}
