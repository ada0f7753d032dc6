package io.medsift.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JobManager or a TaskManager: a process that tests can pause, kill and look into. */
public final class FlinkProcess implements AutoCloseable {
  private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");
  private static final Pattern HEAP =
      Pattern.compile("garbage-first heap.*\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");
  private static final Pattern CLASSES = Pattern.compile("Total = +\\d+ +(\\d+)");
  private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ .*");
  private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB");

  private final Process process;
  private final Path log;

  private FlinkProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    // A test that is told to stop leaves nothing behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts a process.
   *
   * @param variables of the environment, beside those of this process
   * @param flags of the JVM, beside those of the launcher
   */
  public static FlinkProcess start(
      FlinkHome home,
      String kind,
      Map<String, String> settings,
      List<String> arguments,
      Map<String, String> variables,
      String flags,
      Path log)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(home.launcher().toString(), kind));
    settings.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().putAll(variables);
    builder.environment().put("FLINK_PROCESS_OPTS", flags);
    // The launcher replaces itself by the JVM, so that this is the process of the JVM.
    return new FlinkProcess(builder.start(), log);
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** The exit code of a process that has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Ends it as kill -9 does. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Stops it from running without ending it. */
  public void pause() throws Exception {
    signal("STOP");
  }

  /** Lets a paused process run. */
  public void resume() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    Signals.send(process.toHandle(), name);
  }

  /** Memory that the process holds, in MiB. */
  public long residentMebibytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", process.pid() + "", "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IllegalStateException("the process has ended; see " + log);
  }

  /** What the process holds outside the Java heap, in MiB. */
  public long nativeMebibytes() throws Exception {
    Matcher heap = found(HEAP, diagnose("GC.heap_info"));
    long start = Long.parseLong(heap.group(1), 16);
    long end = Long.parseLong(heap.group(2), 16);
    boolean inHeap = false;
    long kibibytes = 0;
    for (String line : Files.readAllLines(Path.of("/proc", process.pid() + "", "smaps"))) {
      Matcher mapping = MAPPING.matcher(line);
      Matcher resident = RESIDENT.matcher(line);
      if (mapping.matches()) {
        long address = Long.parseUnsignedLong(mapping.group(1), 16);
        inHeap = start <= address && address < end;
      } else if (resident.matches() && !inHeap) {
        kibibytes += Long.parseLong(resident.group(1));
      }
    }
    return kibibytes / 1024;
  }

  /** Class metadata that is held, in MiB. */
  public double metaspaceMebibytes() throws Exception {
    String used = found(METASPACE, diagnose("GC.heap_info")).group(1);
    return Long.parseLong(used) / 1024.0;
  }

  /** How many classes are loaded. */
  public int classes() throws Exception {
    return Integer.parseInt(found(CLASSES, diagnose("VM.classloader_stats")).group(1));
  }

  /** Collects garbage, so that what is held afterwards is in use. */
  public void collectGarbage() throws Exception {
    diagnose("GC.run");
  }

  private Matcher found(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IllegalStateException("no '" + pattern + "' in: " + said + "; see " + log);
    }
    return matcher;
  }

  private String diagnose(String command) throws Exception {
    Process diagnosis =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(diagnosis.getInputStream().readAllBytes(), UTF_8);
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    kill();
  }
}
