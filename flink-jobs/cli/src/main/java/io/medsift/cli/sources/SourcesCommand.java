package io.medsift.cli.sources;

import io.medsift.cli.outcome.ExitCode;
import io.medsift.sources.catalogue.Sources;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift sources}: the datasets that Medsift can read. */
@Command(
    name = "sources",
    description = "Lists the datasets whose rows become samples, or shows one of them.",
    mixinStandardHelpOptions = true)
public final class SourcesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Shows columns, readings and an example row of this source.")
  private String name;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    lines().forEach(out::println);
    out.flush();
    return ExitCode.DONE;
  }

  private List<String> lines() {
    if (name == null) {
      return SourceList.lines(Sources.all());
    }
    try {
      return SourceDetails.lines(Sources.named(name));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
