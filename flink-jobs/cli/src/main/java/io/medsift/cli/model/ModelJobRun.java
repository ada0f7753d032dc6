package io.medsift.cli.model;

import io.medsift.cli.argument.Usage;
import io.medsift.cli.live.SavedReading;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.BrokerFailure;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.cli.topic.TopicArgument;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.OffsetRange;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.llm.stage.ModelJob;
import io.medsift.storage.Directories;
import io.medsift.storage.DirectoryLock;
import io.medsift.storage.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Runs a job that asks models, until it is stopped or has read everything it is to read. */
final class ModelJobRun {
  private final ModelJobRequest request;
  private final BrokerOptions brokers;
  private final CommandSpec command;
  private boolean defined;

  ModelJobRun(ModelJobRequest request, BrokerOptions brokers, CommandSpec command) {
    this.request = request;
    this.brokers = brokers;
    this.command = command;
  }

  /** Prepares a job. */
  @FunctionalInterface
  interface Preparation {
    /** Returns the job. */
    ModelJob prepare() throws Exception;
  }

  /** Runs a job that needs no preparation. */
  void execute(ModelJob job, List<ModelJobReport.Written> written) throws Exception {
    execute(() -> job, written);
  }

  /**
   * Runs the job. If it cannot start, a directory that was created for it is deleted.
   *
   * @param written to the topics of its output
   * @throws CommandFailedException if the job ends by itself, or everything it read was refused
   * @throws ParameterException if topics are missing
   */
  void execute(Preparation preparation, List<ModelJobReport.Written> written) throws Exception {
    Path data = request.job().data();
    boolean isNew = createDirectory(data);
    try {
      start(preparation, new ModelJobReport(request, written, command.commandLine().getOut()));
    } catch (CommandFailedException | ParameterException e) {
      if (isNew && !defined) {
        deleteUnused(data);
      }
      throw e;
    }
  }

  private static boolean createDirectory(Path data) {
    try {
      return PrivateFiles.createNewDirectory(data);
    } catch (IOException e) {
      // The start of the job reports it.
      return false;
    }
  }

  // Another process may have come by then, and work there.
  private static void deleteUnused(Path directory) throws IOException {
    DirectoryLock lock;
    try {
      lock = DirectoryLock.on(directory);
    } catch (DirectoryLock.InUseException another) {
      return;
    }
    try {
      Directories.delete(directory);
    } finally {
      lock.close();
    }
  }

  private void start(Preparation preparation, ModelJobReport report) throws Exception {
    // From here on, the log of the run has what goes wrong.
    request.job().begin();
    KafkaConnection connection = brokers.connection();
    requireTopics(connection);
    RunMember member = join(connection);
    try {
      run(preparation, report, connection);
    } finally {
      member.close();
    }
  }

  private RunMember join(KafkaConnection connection) throws IOException, InterruptedException {
    // The name of the member is of the job that works there.
    DirectoryLock lock = DirectoryLock.on(request.job().data());
    try {
      return RunMember.join(connection, request.run(), request.read(), request.job().data());
    } catch (KafkaException e) {
      throw BrokerFailure.of(e);
    } finally {
      lock.close();
    }
  }

  private void run(Preparation preparation, ModelJobReport report, KafkaConnection connection)
      throws Exception {
    ModelJob.Run run =
        new ModelJob.Run(connection, request.run(), range(connection), request.outage());
    try {
      request
          .job()
          .run(
              environment -> {
                preparation.prepare().define(environment, run);
                defined = true;
              },
              report,
              request.untilEnd(),
              ProgressDisplay.onStandardError());
    } catch (IllegalStateException e) {
      throw new CommandFailedException(
          e.getMessage(), "Check --bootstrap-servers and the names of the topics.", e);
    }
  }

  private void requireTopics(KafkaConnection connection) throws InterruptedException {
    if (request.partitions() != null) {
      TopicArgument.make(connection, request.needed(), request.partitions());
    }
    TopicArgument.require(
        command, connection, request.needed(), "add --partitions N to create them, or name others");
  }

  private OffsetRange range(KafkaConnection connection) throws IOException {
    // What is saved there is of the job that works there.
    DirectoryLock lock = DirectoryLock.on(request.job().data());
    try {
      return new SavedReading(request.job().data())
          .begin(
              request.read(),
              request.run(),
              request.untilEnd() ? () -> TopicRange.now(connection, request.read()).ends() : null);
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(command, e.getMessage());
    } catch (KafkaException e) {
      throw BrokerFailure.of(e);
    } finally {
      lock.close();
    }
  }
}
