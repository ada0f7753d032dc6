package io.medsift.export;

import static java.util.Objects.requireNonNull;

import io.medsift.export.card.LicenseFilter;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.export.directory.Manifest.EvaluationIndex;
import io.medsift.export.directory.Manifest.ExportSettings;
import io.medsift.export.files.ExportKind.ColumnChoice;
import io.medsift.export.files.FileFormat;
import io.medsift.export.files.OptionalColumns;
import io.medsift.export.files.ShardLimits;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.RecipeStamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Request for an export.
 *
 * @param directory the dataset folder, new or of an earlier export
 * @param name title of the dataset card
 * @param passRates by which prompts for reinforcement learning are left out; null for none
 * @param recipe whose rows to export, null for all
 * @param recipeText that recipe as YAML, for the card; null where it is not known
 * @param contamination what is known of the comparison with evaluation sets, besides the rows
 * @param threads that read rows, and write shards
 * @param version of the product, for the manifest
 * @param ingested source to the files of its rows, as they were named at the ingest; empty where it
 *     is not known
 */
public record ExportRequest(
    Path directory,
    String name,
    FileFormat format,
    ColumnChoice columns,
    OptionalColumns optional,
    boolean rejected,
    LicenseFilter licenses,
    PassRateFilter passRates,
    RecipeStamp recipe,
    String recipeText,
    ContaminationFacts contamination,
    ShardLimits shards,
    int threads,
    String version,
    Map<String, List<String>> ingested) {
  public ExportRequest {
    requireNonNull(directory, "directory is null");
    requireNonNull(name, "name is null");
    requireNonNull(optional, "optional is null");
    requireNonNull(licenses, "licenses is null");
    ingested = Map.copyOf(ingested);
    requireNonNull(contamination, "contamination is null");
  }

  /**
   * What is known of the comparison with evaluation sets.
   *
   * @param index that the rows were compared with; null where it is not known
   * @param recipe that decided on the rows, besides those that come with the product; may be null
   * @param measurement of the rules; null for none
   * @param run statement of the run that the rows come from; null where they come from topics
   */
  public record ContaminationFacts(
      EvaluationIndex index,
      Recipe recipe,
      LeakMeasurement measurement,
      ContaminationStatement run) {
    /** Nothing is known. */
    public static final ContaminationFacts NONE = new ContaminationFacts(null, null, null, null);
  }

  ExportSettings settings() {
    return new ExportSettings(
        format,
        columns,
        optional.lineage(),
        optional.passRate(),
        rejected,
        licenses.toString(),
        passRates == null ? "" : passRates.toString(),
        recipe == null ? "" : recipe.hash());
  }
}
