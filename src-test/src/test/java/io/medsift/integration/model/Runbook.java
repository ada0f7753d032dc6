package io.medsift.integration.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of a section of {@code deploy/README.md}. */
final class Runbook {
  private static final Path PAGE = Path.of("..", "deploy", "README.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```$");
  private static final long PATIENCE_SECONDS = 600;

  private Runbook() {}

  /**
   * The arguments of each call of {@code ./medsift}, as a shell that reads the page makes them.
   *
   * @param work an empty directory
   */
  static List<List<String>> commands(String section, Path work)
      throws IOException, InterruptedException {
    Path calls = work.resolve("calls");
    Path command = work.resolve("medsift");
    Files.writeString(
        command,
        "#!/bin/sh\nfor argument in \"$@\"; do echo \"$argument\"; done >> '%s'\necho >> '%s'\n"
            .formatted(calls, calls));
    if (!command.toFile().setExecutable(true)) {
      throw new IOException(command + " cannot be made executable");
    }
    Process shell =
        new ProcessBuilder("sh", "-e", "-c", script(section))
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("output").toFile())
            .start();
    if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      shell.destroyForcibly();
      throw new AssertionError("a shell took more than ten minutes to read the page");
    }
    if (shell.exitValue() != 0) {
      throw new AssertionError(Files.readString(work.resolve("output")));
    }
    List<List<String>> commands = new ArrayList<>();
    for (String call : Files.readString(calls).strip().split("\n\n", -1)) {
      commands.add(call.strip().lines().collect(Collectors.toCollection(ArrayList::new)));
    }
    return commands;
  }

  private static String script(String section) throws IOException {
    String page = Files.readString(PAGE, UTF_8);
    String heading = "\n## " + section + "\n";
    int start = page.indexOf(heading);
    if (start < 0) {
      throw new AssertionError(PAGE + " has no section '" + section + "'");
    }
    int end = page.indexOf("\n## ", start + heading.length());
    StringBuilder script = new StringBuilder();
    Matcher block = BLOCK.matcher(page.substring(start, end < 0 ? page.length() : end));
    while (block.find()) {
      script.append(block.group(1));
    }
    return script.toString();
  }
}
