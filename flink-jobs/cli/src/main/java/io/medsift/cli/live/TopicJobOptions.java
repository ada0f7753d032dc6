package io.medsift.cli.live;

import io.medsift.cli.argument.ParallelismOption;
import io.medsift.cli.argument.Usage;
import io.medsift.curation.CurationJob;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the commands that run a {@link TopicJob}. */
public final class TopicJobOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = {
        "Name of the run: its consumer group and the prefix of its transactions. Runs that write at"
            + " the same time need different ones. Default: medsift- and the name of the command."
      })
  private String name;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Directory that keeps checkpoints and the log; the same command with the same directory"
            + " resumes. Default: medsift- and the name of the command."
      })
  private Path data;

  @Mixin private ParallelismOption parallelism;

  @Option(
      names = "--checkpoint",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = {
        "Checkpoint interval: how often what was written becomes visible to readers of committed"
            + " records. Default: ${DEFAULT-VALUE}."
      })
  private int checkpoint;

  @Option(
      names = "--web-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the dashboard, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int webPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description = {
        "Port of the job's metrics for Prometheus; they are not protected by a password. Default:"
            + " none."
      })
  private Integer metricsPort;

  @Option(
      names = "--metrics-host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address of this machine for --metrics-port; 0.0.0.0 for all. Default: "
              + "${DEFAULT-VALUE}.")
  private String metricsHost;

  /** Returns the name of the run, which is {@code usual} unless another is given. */
  public String run(String usual) {
    return name == null ? usual : name;
  }

  /**
   * Returns the job as these options say it is run.
   *
   * @param usual directory of its data unless another is given
   * @throws ParameterException if one of the options is out of range
   */
  public TopicJob job(String jobName, String usual) {
    return new TopicJob(
        jobName,
        data == null ? Path.of(usual) : data,
        parallelism.within(CurationJob.MAX_PARALLELISM),
        Usage.port(command, "--web-port", webPort),
        metrics(),
        Duration.ofSeconds(Usage.atLeast(command, "--checkpoint", checkpoint, 1)));
  }

  private InetSocketAddress metrics() {
    if (metricsPort == null) {
      return null;
    }
    int port = Usage.fixedPort(command, "--metrics-port", metricsPort);
    InetSocketAddress address = new InetSocketAddress(metricsHost, port);
    if (address.isUnresolved()) {
      throw Usage.wrong(
          command, "--metrics-host must be an address of this machine, got " + metricsHost);
    }
    return address;
  }
}
