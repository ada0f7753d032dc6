package io.medsift.testkit.process;

import io.medsift.cli.embedded.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A broker in a process of its own: its work is not counted as the job's, and it can be killed. */
public final class BrokerProcess implements AutoCloseable {
  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker on a free port. */
  public static BrokerProcess start(Path directory) throws IOException {
    return start(directory, 0, 0, List.of());
  }

  /**
   * Starts a broker, again where the directory holds the logs of one. Behind a proxy, clients
   * connect to {@code advertisedPort}, if that is not 0.
   *
   * @param flags of the JVM
   */
  public static BrokerProcess start(
      Path directory, int port, int advertisedPort, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BrokerProcess.class.getName(),
            directory.toString(),
            Integer.toString(port),
            Integer.toString(advertisedPort)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // Flags for the measured process, such as those of a profiler, are not the broker's.
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new BrokerProcess(process, out.readLine());
  }

  /** Address for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** The process, to be paused or killed. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Kills the process and waits for its end. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** The process: prints its address, then serves until it is killed. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    int advertisedPort = Integer.parseInt(arguments[2]);
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port, advertisedPort)) {
      System.out.println(broker.bootstrapServers());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
