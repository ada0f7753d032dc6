package io.medsift.cli;

import io.medsift.cli.audit.AuditCommand;
import io.medsift.cli.benchmarks.BenchmarksCommand;
import io.medsift.cli.centroids.CentroidsCommand;
import io.medsift.cli.console.ConsoleCommand;
import io.medsift.cli.doctor.DoctorCommand;
import io.medsift.cli.explain.ExplainCommand;
import io.medsift.cli.export.ExportCommand;
import io.medsift.cli.ingest.IngestCommand;
import io.medsift.cli.job.Resources;
import io.medsift.cli.live.UpCommand;
import io.medsift.cli.model.AnnotateCommand;
import io.medsift.cli.model.EvolveCommand;
import io.medsift.cli.model.GenerateCommand;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.outcome.KnownFailure;
import io.medsift.cli.outcome.ProductVersion;
import io.medsift.cli.rebuild.RebuildCommand;
import io.medsift.cli.recheck.RecheckCommand;
import io.medsift.cli.recipe.RecipeCommand;
import io.medsift.cli.replay.RepairCommand;
import io.medsift.cli.replay.ReplayCommand;
import io.medsift.cli.run.DemoCommand;
import io.medsift.cli.run.RunCommand;
import io.medsift.cli.sources.SourcesCommand;
import io.medsift.review.text.SafeText;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code medsift}. */
@Command(
    name = "medsift",
    description =
        "Curates medical training samples: each is written exactly once, "
            + "accepted or rejected with a reason.",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class)
public final class Medsift implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          DemoCommand.class,
          UpCommand.class,
          RebuildCommand.class,
          IngestCommand.class,
          GenerateCommand.class,
          EvolveCommand.class,
          AnnotateCommand.class,
          BenchmarksCommand.class,
          CentroidsCommand.class,
          SourcesCommand.class,
          RecipeCommand.class,
          ExportCommand.class,
          ExplainCommand.class,
          ConsoleCommand.class,
          AuditCommand.class,
          ReplayCommand.class,
          RecheckCommand.class,
          RepairCommand.class,
          DoctorCommand.class,
          HelpCommand.class);

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs the command and returns its exit code; the locale of the process is ROOT afterwards. */
  static int run(String[] arguments) {
    // What libraries say would have other digits and words where the machine speaks another
    // language, and Kafka does not find its own constants where the capital of i is not I.
    Locale.setDefault(Locale.ROOT);
    Set<String> given = Set.of(Arrays.stream(arguments).distinct().toArray(String[]::new));
    // Reports a stop by a signal if the command itself does not.
    Resources process = new Resources();
    try (process) {
      return commandLine(given::contains).execute(arguments);
    }
  }

  /** The command line, for callers that want the exit code and bring their own writers. */
  public static CommandLine commandLine() {
    return commandLine(name -> true);
  }

  /**
   * Returns it with the options of some commands only: to find those of all takes longer than
   * everything else that a short command does.
   *
   * @param used whether a command of that name is called; of others there is name and description
   */
  static CommandLine commandLine(Predicate<String> used) {
    CommandLine line = new CommandLine(new Medsift());
    for (Class<?> command : COMMANDS) {
      Command said = command.getAnnotation(Command.class);
      if (used.test(said.name())) {
        line.addSubcommand(command);
      } else {
        CommandSpec outline = CommandSpec.create().name(said.name());
        outline.usageMessage().description(said.description());
        line.addSubcommand(said.name(), outline);
      }
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(new CommandLine.RunLast());
    line.setParameterExceptionHandler((wrong, arguments) -> wrongUsage(wrong));
    line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int wrongUsage(ParameterException wrong) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println("medsift: " + SafeText.terminal(WrongUsage.describe(wrong)));
    err.println(WrongUsage.help(wrong));
    return ExitCode.WRONG_USAGE;
  }

  private static int failed(Exception failure, CommandLine command) {
    Logger log = LoggerFactory.getLogger(Medsift.class);
    log.error("the command failed", failure);
    PrintWriter err = command.getErr();
    Optional<CommandFailedException> known = KnownFailure.of(failure);
    if (known.isPresent()) {
      String message = known.get().getMessage();
      err.println("medsift: " + SafeText.terminal(message) + (message.endsWith(".") ? "" : "."));
      err.println(SafeText.terminal(known.get().advice()));
    } else {
      err.println("medsift: " + SafeText.terminal(failure.toString()));
      err.println(
          "This is a bug in Medsift: please report it, with medsift.log if it " + "exists.");
    }
    return ExitCode.FAILED;
  }
}
