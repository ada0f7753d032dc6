package io.medsift.cli.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift benchmarks}: work on evaluation sets. */
@Command(
    name = "benchmarks",
    description = "Builds the index of evaluation sets that decontamination reads.",
    mixinStandardHelpOptions = true,
    subcommands = BenchmarksBuildCommand.class)
public final class BenchmarksCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: benchmarks build");
  }
}
