package io.medsift.cli.ingest;

import static java.lang.String.format;

import io.medsift.ingest.IngestSettings;
import io.medsift.ingest.RowSampling;
import io.medsift.ingest.TopicChoice;
import io.medsift.recipe.Recipe;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.catalogue.Sources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options on how the rows of a source are read, and which of them are taken. */
public final class RowOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--track",
      paramLabel = "NAME",
      description = "Track of the samples, instead of the default of the source.")
  private String track;

  @Option(
      names = "--reading",
      paramLabel = "NAME=VALUE",
      description =
          "Interpretation of the rows, if a source allows several; 'medsift "
              + "sources NAME' lists them.")
  private Map<String, String> readings = new HashMap<>();

  @Option(
      names = "--column",
      paramLabel = "PART=COLUMN",
      description = "Column for a part of a sample, for sources with your own columns.")
  private Map<String, String> columns = new HashMap<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Reads the first N rows of all files together, including rows that were read"
              + " before.")
  private Long limit;

  @Option(
      names = "--sample",
      paramLabel = "SHARE|N",
      description = {
        "Takes a random fraction of the rows (0.01) or this many of them (1000); the same ones each"
            + " time."
      })
  private String sample;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of --sample. Default: 0.")
  private Long seed;

  /** Returns whether any of these options is given. */
  public boolean given() {
    return track != null
        || !readings.isEmpty()
        || !columns.isEmpty()
        || limit != null
        || sample != null
        || seed != null;
  }

  /** Returns whether the number of rows is limited. */
  public boolean limited() {
    return limit != null;
  }

  /** The source of that name, which must go with the options. */
  public Source source(String name) {
    try {
      Source source = Sources.named(name);
      source.mapper(said(), new ReadingTally());
      return source;
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private SourceSettings said() {
    return new SourceSettings(track, readings, columns);
  }

  /**
   * All that an ingest has to know.
   *
   * @param topic the one topic of all samples; null to choose by the recipe
   * @param mostRows of all files together, unless the user says
   */
  public IngestSettings settings(
      Source source, Recipe recipe, String topic, List<RowFile> files, long mostRows)
      throws IOException {
    if (track != null && topic == null && !recipe.tracks().containsKey(track)) {
      throw wrong(
          format(
              "the recipe %s has no track '%s' (it has: %s)",
              recipe.stamp().name(), track, String.join(", ", recipe.tracks().keySet())));
    }
    if (limit != null && limit < 1) {
      throw wrong("--limit must be at least 1, got " + limit);
    }
    return new IngestSettings(
        source,
        said(),
        new TopicChoice(recipe, topic),
        topic,
        RowLimits.DEFAULT,
        recipe.limits().recordBytes(),
        selection(files),
        limit == null ? mostRows : limit,
        IngestSettings.COMMIT_ROWS,
        IngestSettings.COMMIT_INTERVAL);
  }

  private RowSampling selection(List<RowFile> files) throws IOException {
    if (sample == null) {
      return RowSampling.ALL;
    }
    long start = seed == null ? 0 : seed;
    try {
      if (!sample.matches("[1-9]\\d*")) {
        return RowSampling.share(Double.parseDouble(sample), start);
      }
      List<String> fingerprints = new ArrayList<>();
      for (RowFile file : files) {
        fingerprints.add(file.fingerprint(read -> {}));
      }
      return RowSampling.count(
          Integer.parseInt(sample), start, files, fingerprints, RowLimits.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw wrong("--sample is a share above 0 and below 1, or a number of rows; got " + sample);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
