package io.medsift.cli;

import io.medsift.cli.outcome.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code medsift help run}: the same as {@code medsift run --help}. */
@Command(
    name = "help",
    description = "Shows how a command is used.",
    mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Such as run, or recipe show.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine shown = spec.commandLine().getParent();
    for (String name : names) {
      CommandLine next = shown.getSubcommands().get(name);
      if (next == null) {
        throw new UnmatchedArgumentException(shown, List.of(name));
      }
      shown = next;
    }
    shown.usage(spec.commandLine().getOut());
    return ExitCode.DONE;
  }
}
