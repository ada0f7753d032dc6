package io.medsift.cli.rebuild;

import static java.util.Objects.requireNonNull;

import io.medsift.cli.audit.AuditCommand;
import io.medsift.cli.benchmarks.BenchmarksCommand;
import io.medsift.cli.export.ExportCommand;
import io.medsift.cli.ingest.IngestCommand;
import io.medsift.cli.model.AnnotateCommand;
import io.medsift.cli.model.EvolveCommand;
import io.medsift.cli.model.GenerateCommand;
import io.medsift.cli.outcome.CommandFailedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * A step of a rebuild: a command, as a person would give it.
 *
 * @param id by which it is remembered
 * @param arguments of {@code medsift}, with the name of the command
 */
record Step(String id, List<String> arguments) {
  Step {
    requireNonNull(id, "id is null");
    arguments = List.copyOf(arguments);
  }

  /** The commands that a rebuild consists of. */
  private static Object command(String name) {
    Supplier<Object> command =
        switch (name) {
          case "benchmarks" -> BenchmarksCommand::new;
          case "ingest" -> IngestCommand::new;
          case "evolve" -> EvolveCommand::new;
          case "generate" -> GenerateCommand::new;
          case "annotate" -> AnnotateCommand::new;
          case "audit" -> AuditCommand::new;
          case "export" -> ExportCommand::new;
          default -> throw new IllegalArgumentException("not a step of a rebuild: " + name);
        };
    return command.get();
  }

  /**
   * Runs the command in this process.
   *
   * @throws CommandFailedException if its arguments are wrong; what else it throws is left as it is
   */
  void run(PrintWriter out, PrintWriter err) throws Exception {
    CommandLine line = new CommandLine(command(arguments.get(0)));
    line.setCaseInsensitiveEnumValuesAllowed(true).setOut(out).setErr(err);
    try {
      ParseResult parsed =
          line.parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      CommandLine called = parsed.commandSpec().commandLine();
      called.setOut(out).setErr(err);
      ((Callable<?>) called.getCommand()).call();
    } catch (ParameterException e) {
      throw new CommandFailedException(
          "the step " + this + " cannot run: " + e.getMessage(),
          "Correct this, and run the same command again: it resumes with this step.",
          e);
    }
  }

  /** As it is typed, but for the queries of addresses, which may hold a signature. */
  @Override
  public String toString() {
    StringBuilder typed = new StringBuilder("medsift");
    for (String each : arguments) {
      String argument = ShownPath.shown(each);
      typed
          .append(' ')
          .append(argument.matches("[A-Za-z0-9_@%+=:,./-]+") ? argument : "'" + argument + "'");
    }
    return typed.toString();
  }
}
