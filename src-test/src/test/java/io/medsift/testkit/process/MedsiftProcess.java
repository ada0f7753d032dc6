package io.medsift.testkit.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own, so that it can be killed. */
public final class MedsiftProcess implements AutoCloseable {
  private static final long MOST_MINUTES = 10;
  private static final int KILLED = 128 + 9;
  private static final String[] OPENED = {
    "java.lang", "java.util", "java.util.concurrent", "java.net", "java.nio", "java.time"
  };

  private final Process process;
  private final Path output;

  private MedsiftProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a command in a directory. */
  public static MedsiftProcess start(Path directory, List<String> arguments) throws IOException {
    return start(directory, arguments, Map.of());
  }

  /** The same, with variables beside those of this process. */
  public static MedsiftProcess start(
      Path directory, List<String> arguments, Map<String, String> variables) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx768m");
    command.addAll(StandaloneCluster.QUICK);
    for (String name : OPENED) {
      command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
    }
    command.add("io.medsift.cli.Medsift");
    command.addAll(arguments);
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(Redirect.appendTo(output.toFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(variables);
    return new MedsiftProcess(builder.start(), output);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it ends by itself, and returns its exit code. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      throw new AssertionError("the process did not end; see " + output);
    }
    return process.exitValue();
  }

  /** What {@code kill -9} does: no hook runs. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills it, and says whether that came before its own end. */
  public boolean killedBeforeItsEnd() throws InterruptedException {
    return process.destroyForcibly().waitFor() == KILLED;
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
