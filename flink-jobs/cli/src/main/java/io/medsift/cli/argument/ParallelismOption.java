package io.medsift.cli.argument;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --parallelism} of commands that run a job in this process. */
public final class ParallelismOption {
  private static final int MAX_DEFAULT = 8;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallel subtasks of the job. Default: one for each processor, at most 8.")
  private Integer parallelism;

  /** Returns the parallelism, or throws if it is not from 1 to {@code max}. */
  public int within(int max) {
    return parallelism == null
        ? Math.min(MAX_DEFAULT, Runtime.getRuntime().availableProcessors())
        : Usage.within(command, "--parallelism", parallelism, 1, max);
  }
}
