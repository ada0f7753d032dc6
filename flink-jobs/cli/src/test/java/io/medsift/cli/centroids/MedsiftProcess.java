package io.medsift.cli.centroids;

import io.medsift.cli.Medsift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in a process of its own, to be killed. */
final class MedsiftProcess {
  private static final List<String> OPENED =
      List.of(
          "java.lang", "java.util", "java.util.concurrent", "java.net", "java.nio", "java.time");

  private MedsiftProcess() {}

  /** Starts a command whose output goes to a file. */
  static Process start(Path output, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It lives for seconds: to start sooner counts for more than to run faster.
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.add(Medsift.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    // Not as an option: ONNX Runtime overruns its stack where the command line is ten thousand
    // characters long.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }
}
