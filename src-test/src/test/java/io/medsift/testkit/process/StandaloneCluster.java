package io.medsift.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JobManager and TaskManagers in processes of their own, from the folder of the image. */
public final class StandaloneCluster implements AutoCloseable {
  /** What a TaskManager is told that it may take. */
  public static final long TASK_MANAGER_MEBIBYTES = 2000;

  /**
   * Flags of JVMs that do not run for long enough that compiling well, or verifying classes that
   * the compiler has just made, would pay.
   */
  public static final List<String> QUICK =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  private final FlinkHome home;
  private final Path directory;
  private final Path logs;
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, String> variables = new TreeMap<>();
  private final List<FlinkProcess> taskManagers = new ArrayList<>();
  private final int restPort;
  private final FlinkRest rest;
  private String flags = String.join(" ", QUICK);
  private FlinkProcess jobManager;

  /**
   * A cluster that has not started. It keeps everything under {@code directory}, but for the logs,
   * which stay in {@code target} for whoever looks for a failure.
   */
  public StandaloneCluster(FlinkHome home, Path directory) throws IOException {
    this.home = home;
    this.directory = Files.createDirectories(directory);
    Files.createDirectories(Path.of("target", "process-logs"));
    logs = Files.createTempDirectory(Path.of("target", "process-logs"), "cluster-");
    restPort = FreePorts.next();
    rest = new FlinkRest(restPort);
    Files.createDirectories(directory.resolve("tmp"));
    set("rest.port", restPort);
    set("rest.bind-port", restPort);
    set("rest.address", "127.0.0.1");
    set("jobmanager.rpc.address", "127.0.0.1");
    set("taskmanager.host", "127.0.0.1");
    set("jobmanager.rpc.port", FreePorts.next());
    set("metrics.reporter.prometheus.port", "0");
    set("jobmanager.memory.process.size", "1000m");
    set("taskmanager.memory.process.size", TASK_MANAGER_MEBIBYTES + "m");
    set("taskmanager.memory.managed.size", "256m");
    set("taskmanager.memory.network.max", "96m");
    set("taskmanager.memory.task.off-heap.size", "256m");
    set("io.tmp.dirs", directory.resolve("tmp"));
    set("web.tmpdir", directory.resolve("tmp"));
    set("execution.checkpointing.dir", checkpoints().toUri());
    set("execution.checkpointing.interval", "1 s");
    // Of a busy machine.
    set("pekko.startup-timeout", "5 min");
    set("pekko.ask.timeout", "60 s");
    set("heartbeat.interval", "1 s");
    set("heartbeat.timeout", "6 s");
    set("restart-strategy.type", "fixed-delay");
    set("restart-strategy.fixed-delay.attempts", "1000");
    set("restart-strategy.fixed-delay.delay", "500 ms");
  }

  public void set(String key, Object value) {
    settings.put(key, value.toString());
  }

  /** Sets a variable of the environment of processes that are started after this. */
  public void setVariable(String name, String value) {
    variables.put(name, value);
  }

  /** Compiles as a cluster in production, which takes memory of its own. */
  public void compileWell() {
    flags = "";
  }

  public Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  public FlinkRest rest() {
    return rest;
  }

  public FlinkProcess jobManager() {
    return jobManager;
  }

  public List<FlinkProcess> taskManagers() {
    return taskManagers;
  }

  public void startSession() throws IOException {
    set("web.submit.enable", "true");
    jobManager = start("jobmanager", List.of(), "jobmanager.log");
  }

  /** Starts a JobManager that runs the one job of its image. */
  public void startApplication(List<String> arguments, String savepoint) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("--job-classname", "io.medsift.cluster.CurationMain"));
    if (savepoint != null) {
      all.addAll(List.of("--fromSavepoint", savepoint));
    }
    all.addAll(arguments);
    jobManager = start("application", all, "application.log");
  }

  public FlinkProcess startTaskManager() throws IOException {
    FlinkProcess started =
        start("taskmanager", List.of(), "taskmanager-" + taskManagers.size() + ".log");
    taskManagers.add(started);
    return started;
  }

  private FlinkProcess start(String kind, List<String> arguments, String log) throws IOException {
    return FlinkProcess.start(home, kind, settings, arguments, variables, flags, logs.resolve(log));
  }

  /** Whether a process has ended by itself. */
  public boolean isLost() {
    return !jobManager.alive() || !taskManagers.get(taskManagers.size() - 1).alive();
  }

  /** What all processes have logged. */
  public String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.newDirectoryStream(logs, "*.log")) {
      for (Path file : files) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Override
  public void close() {
    taskManagers.forEach(FlinkProcess::close);
    if (jobManager != null) {
      jobManager.close();
    }
  }
}
