package io.medsift.cli;

import static java.lang.String.format;

import io.medsift.cli.audit.AuditCommand;
import io.medsift.cli.centroids.CentroidsCommand;
import io.medsift.cli.doctor.DoctorCommand;
import io.medsift.cli.explain.ExplainCommand;
import io.medsift.cli.export.ExportCommand;
import io.medsift.cli.ingest.IngestCommand;
import io.medsift.cli.model.AnnotateCommand;
import io.medsift.cli.model.EvolveCommand;
import io.medsift.cli.model.GenerateCommand;
import io.medsift.cli.sources.SourcesCommand;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code medsift}. */
@Command(
    name = "medsift",
    description =
        "Curates medical training samples: each leaves once, accepted or with the reason.",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      UpCommand.class,
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
      AuditCommand.class,
      ReplayCommand.class,
      DoctorCommand.class
    })
public final class Medsift implements Runnable {
  private static final int SUGGESTIONS = 3;

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, for callers that want the exit code and bring their own writers. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Medsift());
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
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    // A misspelt option that is required is missing as well; the spelling is the better hint.
    List<String> unknown = command.getUnmatchedArguments();
    ParameterException shown =
        unknown.isEmpty() ? wrong : new UnmatchedArgumentException(command, unknown);
    err.println("medsift: " + shown.getMessage());
    if (shown instanceof UnmatchedArgumentException unmatched) {
      suggest(unmatched, err);
    }
    err.println(format("See %s --help.", command.getCommandSpec().qualifiedName()));
    return ExitCode.WRONG_USAGE;
  }

  private static void suggest(UnmatchedArgumentException unmatched, PrintWriter err) {
    List<String> nearest = unmatched.getSuggestions();
    Set<String> commands = unmatched.getCommandLine().getSubcommands().keySet();
    if (!nearest.isEmpty()) {
      int shown = Math.min(SUGGESTIONS, nearest.size());
      err.println("Did you mean " + String.join(" or ", nearest.subList(0, shown)) + "?");
    } else if (!unmatched.isUnknownOption() && !commands.isEmpty()) {
      err.println("The commands are " + String.join(", ", commands) + ".");
    }
  }

  private static int failed(Exception failure, CommandLine command) {
    Logger log = LoggerFactory.getLogger(Medsift.class);
    log.error("the command failed", failure);
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailedException known) {
      String message = known.getMessage();
      err.println("medsift: " + message + (message.endsWith(".") ? "" : "."));
      err.println(known.advice());
    } else {
      err.println("medsift: " + failure);
      err.println("This should not happen: please report it, with medsift.log if there is one.");
    }
    return ExitCode.FAILED;
  }
}
