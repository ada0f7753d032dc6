package io.medsift.cli.sources;

import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.sources.SourceDetails.TextTable;
import io.medsift.sources.Source;
import io.medsift.sources.SourceCard;
import io.medsift.sources.SourceCard.SourceColumn;
import io.medsift.sources.catalogue.Sources;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

  /** All sources, one line each. */
  static final class SourceList {
    private static final int COLUMNS_SHOWN = 44;

    private SourceList() {}

    static List<String> lines(List<Source> sources) {
      TextTable table = new TextTable("");
      table.row("source", "track", "topic", "license", "known", "columns");
      for (Source source : sources) {
        SourceCard card = source.card();
        table.row(
            card.name(),
            card.tracks().get(0),
            card.topic().wireName(),
            card.license().words(),
            card.confidence().name().toLowerCase(Locale.ROOT),
            columns(card));
      }
      return table.lines();
    }

    private static String columns(SourceCard card) {
      String names =
          card.columns().stream().map(SourceColumn::name).collect(Collectors.joining(", "));
      return names.length() <= COLUMNS_SHOWN
          ? names
          : names.substring(0, names.lastIndexOf(',', COLUMNS_SHOWN) + 1) + " …";
    }
  }
}
