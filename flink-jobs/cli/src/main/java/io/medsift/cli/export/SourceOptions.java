package io.medsift.cli.export;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.cli.topic.TopicArgument;
import io.medsift.codec.RowCodec;
import io.medsift.curation.write.CurationTopics;
import io.medsift.export.PromptRates;
import io.medsift.export.RevisedRows;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.FileRows;
import io.medsift.export.rows.RowSource;
import io.medsift.ingest.IngestedFiles;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.PromptRows;
import io.medsift.review.rows.StrayRows;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Decision;
import io.medsift.verdict.PromptDecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that name the rows to export: topics, or the directory of a run. */
final class SourceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private BrokerOptions brokers;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = "accepted",
      description = {
        "Topic of accepted samples. All records committed before the export "
            + "starts are exported. Default: ${DEFAULT-VALUE}."
      })
  private String topic;

  @Option(
      names = "--rejected-topic",
      paramLabel = "TOPIC",
      description = {
        "Topic of rejected samples, for --rejected and for those that a revision "
            + "has reinstated. Default: named after --topic, such as "
            + "may-rejected for may-accepted."
      })
  private String rejectedTopic;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Output directory of 'medsift run' or 'medsift demo', instead of brokers.")
  private Path from;

  /** The sources, accepted samples first. */
  List<RowSource> sources(boolean rejected) throws InterruptedException {
    if (brokers.named() == (from != null)) {
      throw wrong("name what to export: --bootstrap-servers of topics, or --from of a run");
    }
    if (from == null) {
      TopicArgument.require(
          command,
          brokers.connection(),
          rejected ? List.of(topic, rejectedTopic()) : List.of(topic),
          "name another with --topic" + (rejected ? " or --rejected-topic" : ""));
    } else {
      new PathArgument(command, "--from", from).requireDirectory();
    }
    List<RowSource> sources = new ArrayList<>();
    sources.add(source(Decision.ACCEPTED));
    if (rejected) {
      sources.add(source(Decision.REJECTED));
    }
    return sources;
  }

  /**
   * The revisions of the rows; none where rows come from a run.
   *
   * @throws ExportException if a record is no revision
   */
  RevisedRows revised() throws IOException, InterruptedException, ExportException {
    if (from != null) {
      return RevisedRows.NONE;
    }
    RevisionTopic revisions = RevisionTopic.beside(brokers.connection(), topic);
    return revisions.exists()
        ? RevisedRows.read(
            new TopicRows(brokers.connection(), revisions.name(), Decision.ACCEPTED),
            source(Decision.ACCEPTED),
            source(Decision.REJECTED))
        : RevisedRows.NONE;
  }

  /**
   * What was decided of prompts: the file of the run, or the topic beside that of accepted samples,
   * if there is one.
   *
   * @throws ExportException if a record is no decision
   */
  PromptRates promptRates() throws IOException, InterruptedException, ExportException {
    PromptRates rates = new PromptRates();
    if (from == null) {
      read(CurationTopics.beside(topic, "prompts-decided"), rates);
      return rates;
    }
    StrayRows strays = new StrayRows();
    PromptRows.visit(from, strays, rates::add);
    if (strays.anyBroken()) {
      throw new ExportException(
          "the decisions on prompts in " + PromptRows.in(from) + " cannot all be read",
          "Run 'medsift run' again, or export without --with-pass-rate and --pass-rate.");
    }
    return rates;
  }

  private void read(String decisions, PromptRates rates) throws IOException, InterruptedException {
    TopicRange range;
    try {
      range = TopicRange.now(brokers.connection(), decisions);
    } catch (IllegalArgumentException e) {
      return;
    }
    try {
      new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .read(range, row -> rates.add(decision(row.value(), decisions, row.offset())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static PromptDecision decision(byte[] row, String topic, long offset) {
    try {
      return RowCodec.readPromptDecision(row);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              "topic %s, offset %s is not a decision on a prompt".formatted(topic, offset), e));
    }
  }

  /** The statement that a run left; null where there is none, or rows come from topics. */
  ContaminationStatement contamination() throws IOException {
    Path file = from == null ? null : OutputDirectory.contamination(from);
    return file == null || !Files.isRegularFile(file) ? null : ContaminationStatement.read(file);
  }

  /** The files that were ingested, by their source; none where rows come from a run. */
  Map<String, List<String>> ingested() throws InterruptedException {
    return brokers.named() ? IngestedFiles.read(brokers.connection().settings()).names() : Map.of();
  }

  private RowSource source(Decision decision) throws InterruptedException {
    if (from != null) {
      return new FileRows(file(decision), decision);
    }
    String name = decision == Decision.ACCEPTED ? topic : rejectedTopic();
    return new TopicRows(brokers.connection(), name, decision);
  }

  private String rejectedTopic() {
    return rejectedTopic == null ? CurationTopics.beside(topic, "rejected") : rejectedTopic;
  }

  private Path file(Decision decision) {
    OutputTopic output =
        decision == Decision.ACCEPTED ? OutputTopic.ACCEPTED : OutputTopic.REJECTED;
    Path file = output.in(from);
    if (!Files.isRegularFile(file)) {
      throw wrong(file + " does not exist; --from is the --out of 'medsift run'");
    }
    return file;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
