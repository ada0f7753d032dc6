package io.medsift.cli.rebuild;

import static java.lang.String.format;

import io.medsift.cli.argument.Usage;
import io.medsift.cli.rebuild.RebuildRequest.SeedPath;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.sources.SourceCard;
import io.medsift.sources.catalogue.Sources;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options on what a rebuild reads. */
final class RebuildSourceOptions {
  private static final String EVOLVED = "evol-instruct";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = {
        "A trial: the first N rows of each source. Large files are not fetched whole."
      })
  private Long limit;

  @Option(
      names = "--sample",
      paramLabel = "SHARE|N",
      description = "A trial: a random fraction of the rows of each source, or this many of them.")
  private String sample;

  @Option(
      names = "--sources",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Reads only these sources. Default: those that 'medsift sources' lists for the tracks of"
            + " the recipe."
      })
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "SOURCE=PATH",
      description = {
        "Reads a source from here instead of its published dataset: files, a directory, a pattern,"
            + " or hf://… of a copy. For datasets that are gated or not published."
      })
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "SOURCE=PATH",
      description = {
        "Prompts to evolve (medsift evolve), in the layout of that source; those of the authors"
            + " are not published."
      })
  private String seeds;

  /** The sources that feed a recipe, in the order of the catalogue. */
  List<RebuildSource> of(Recipe recipe) {
    Map<String, List<String>> own = ownPaths();
    for (String name : sources) {
      requireSource(name);
    }
    List<RebuildSource> taken = new ArrayList<>();
    for (String name : Sources.names()) {
      SourceCard card = Sources.named(name).card();
      Track track = recipe.tracks().get(card.tracks().get(0));
      boolean asked = sources.contains(name) || own.containsKey(name);
      if ((asked || usual(card)) && (sources.isEmpty() || asked)) {
        List<String> paths = own.getOrDefault(name, published(card));
        if (track == null && asked) {
          throw wrong(
              format(
                  "the source %s is for the track %s, which the recipe %s does not have",
                  name, card.tracks().get(0), recipe.stamp().name()));
        }
        if (paths.isEmpty() && asked) {
          throw wrong(
              "the source " + name + " has no published dataset: add --data " + name + "=PATH");
        }
        if (track != null && !paths.isEmpty()) {
          taken.add(new RebuildSource(card, track, paths, rows(card, own.containsKey(name))));
        }
      }
    }
    if (taken.isEmpty()) {
      throw wrong(
          "no source is published for the tracks of the recipe "
              + recipe.stamp().name()
              + " ("
              + String.join(", ", recipe.tracks().keySet())
              + "): add --data SOURCE=PATH");
    }
    return taken;
  }

  private static boolean usual(SourceCard card) {
    return card.published() != null && card.published().optional() == null;
  }

  private static List<String> published(SourceCard card) {
    return card.published() == null ? List.of() : card.published().paths();
  }

  /** Rows at most, as far as it is known. */
  private Long rows(SourceCard card, boolean own) {
    Long all = own || card.published() == null ? null : card.published().rows();
    Long most = limit;
    if (sample != null && sample.matches("[1-9]\\d{0,17}")) {
      most = most == null ? Long.valueOf(sample) : Math.min(most, Long.parseLong(sample));
    } else if (sample != null && all != null && sample.matches("0?\\.\\d+")) {
      all = Math.round(all * Double.parseDouble(sample));
    }
    if (most == null) {
      return all;
    }
    return all == null ? most : Long.valueOf(Math.min(all, most));
  }

  private Map<String, List<String>> ownPaths() {
    Map<String, List<String>> own = new LinkedHashMap<>();
    for (String argument : data) {
      Map.Entry<String, String> named = named("--data", argument);
      requireSource(named.getKey());
      requireThere("--data", named.getValue());
      own.computeIfAbsent(named.getKey(), none -> new ArrayList<>()).add(named.getValue());
    }
    return own;
  }

  /** The prompts to evolve; null for none. */
  SeedPath seeds() {
    if (seeds == null) {
      return null;
    }
    Map.Entry<String, String> named = named("--seeds", seeds);
    requireSource(named.getKey());
    requireThere("--seeds", named.getValue());
    return new SeedPath(named.getKey(), named.getValue());
  }

  void requireThere(String option, String path) {
    if (!path.contains("://") && !path.matches(".*[*?\\[{!].*") && !Files.exists(Path.of(path))) {
      throw wrong(option + " " + path + " does not exist");
    }
  }

  Map.Entry<String, String> named(String option, String argument) {
    int equals = argument.indexOf('=');
    if (equals < 1 || equals == argument.length() - 1) {
      throw wrong(option + " must be NAME=PATH, got '" + argument + "'");
    }
    return Map.entry(argument.substring(0, equals), argument.substring(equals + 1));
  }

  private void requireSource(String name) {
    try {
      Sources.named(name);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /** The choice of rows, as {@code ingest} takes it. */
  List<String> rowArguments() {
    List<String> arguments = new ArrayList<>();
    if (limit != null) {
      if (limit < 1) {
        throw wrong("--limit must be at least 1, got " + limit);
      }
      arguments.addAll(List.of("--limit", limit.toString()));
    }
    if (sample != null) {
      if (!sample.matches("[1-9]\\d{0,8}|0?\\.\\d*[1-9]\\d*")) {
        throw wrong(
            "--sample must be a fraction above 0 and below 1, or a number of rows, got " + sample);
      }
      arguments.addAll(List.of("--sample", sample));
    }
    return arguments;
  }

  /** The options that were given, each with its values in one order. */
  Map<String, String> choices() {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("--limit", limit == null ? "" : limit.toString());
    choices.put("--sample", sample == null ? "" : sample);
    choices.put("--sources", String.join(",", sources.stream().sorted().distinct().toList()));
    choices.put("--data", lasting(data));
    choices.put("--seeds", seeds == null ? "" : ShownPath.lasting(seeds));
    choices.values().removeIf(String::isEmpty);
    return choices;
  }

  static String lasting(List<String> paths) {
    return String.join(", ", paths.stream().map(ShownPath::lasting).sorted().toList());
  }

  /** Says which source of the published recipe nobody published. */
  void sayWhatIsLeftOut(RebuildRequest request) {
    SourceCard evolved = Sources.named(EVOLVED).card();
    boolean wanted =
        sources.isEmpty()
            && seeds == null
            && request.recipe().tracks().containsKey(evolved.tracks().get(0))
            && request.sources().stream().noneMatch(each -> each.name().equals(EVOLVED));
    if (wanted) {
      PrintWriter err = command.commandLine().getErr();
      err.println(
          "Left out: evol-instruct: the authors did not publish its prompts. --seeds SOURCE=PATH"
              + " evolves your own prompts, --data evol-instruct=PATH takes evolved ones.");
      err.flush();
    }
  }

  private ParameterException wrong(String message) {
    return Usage.wrong(command, message);
  }
}
