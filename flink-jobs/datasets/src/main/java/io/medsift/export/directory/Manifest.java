package io.medsift.export.directory;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.ExportKind.ColumnChoice;
import io.medsift.export.files.FileFormat;
import io.medsift.export.files.OptionalColumns;
import io.medsift.export.files.Shard;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.RowSource.SourceProgress;
import io.medsift.storage.NamedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of {@code manifest.json}: what was exported, from where, and into which files.
 *
 * @param medsift version of the product that wrote it
 * @param exports how many exports the folder holds
 * @param defaultKind the kind of rows under {@code data}
 * @param sources decision to how far its rows were read
 * @param evaluationIndexes of the rows, as far as an export was told of them
 */
public record Manifest(
    int format,
    String medsift,
    int exports,
    ExportSettings settings,
    ExportKind defaultKind,
    Map<String, SourceProgress> sources,
    List<EvaluationIndex> evaluationIndexes,
    List<Shard> shards) {
  /** The form of the file that this version writes. */
  public static final int FORMAT = 1;

  private static final String DEFAULT_DIRECTORY = "data";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public Manifest {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    // Folders of earlier versions have none.
    evaluationIndexes = evaluationIndexes == null ? List.of() : List.copyOf(evaluationIndexes);
    shards = List.copyOf(shards);
  }

  /** The shards of a kind, in order. */
  public List<Shard> shards(ExportKind kind) {
    return shards.stream().filter(shard -> shard.kind() == kind).toList();
  }

  /** The directory of the shards of a kind. */
  public static String directory(ExportKind kind, ExportKind defaultKind) {
    return kind == defaultKind ? DEFAULT_DIRECTORY : kind.wireName();
  }

  /** The shards that one export wrote. */
  public List<Shard> shardsOf(int export) {
    return shards.stream().filter(shard -> shard.export() == export).toList();
  }

  /**
   * The path of a shard from the folder.
   *
   * @param number from 0
   * @param of how many shards of its kind there are
   */
  public static String file(
      ExportKind kind, int number, int of, ExportKind defaultKind, FileFormat format) {
    return String.format(
        Locale.ROOT,
        "%s/train-%05d-of-%05d.%s",
        directory(kind, defaultKind),
        number,
        of,
        format.wireName());
  }

  /** The same with every shard under the name that the number of all of its kind gives it. */
  public Manifest named() {
    List<Shard> named = new ArrayList<>();
    for (ExportKind kind : ExportKind.values()) {
      List<Shard> ofKind = shards(kind);
      for (Shard shard : ofKind) {
        named.add(
            shard.at(file(kind, shard.number(), ofKind.size(), defaultKind, settings.format())));
      }
    }
    return new Manifest(
        format, medsift, exports, settings, defaultKind, sources, evaluationIndexes, named);
  }

  /** The same with other evaluation indexes. */
  public Manifest with(List<EvaluationIndex> indexes) {
    return new Manifest(format, medsift, exports, settings, defaultKind, sources, indexes, shards);
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    MAPPER.writeValue(file.toFile(), this);
  }

  /** Reads what {@link #write(Path)} wrote. */
  public static Manifest read(Path file) throws IOException {
    Manifest manifest = MAPPER.readValue(file.toFile(), Manifest.class);
    if (manifest.format() != FORMAT) {
      throw new IOException(
          file + " has format " + manifest.format() + ", this version reads " + FORMAT);
    }
    return manifest;
  }

  /**
   * The evaluation sets that prompts were compared with: names and sizes, which verdicts do not
   * say.
   *
   * @param fingerprint of the index, as in verdicts
   */
  public record EvaluationIndex(String fingerprint, List<SetSize> sets) {
    public EvaluationIndex {
      requireNonNull(fingerprint, "fingerprint is null");
      sets = List.copyOf(sets);
    }

    /**
     * A set.
     *
     * @param hits samples that were rejected because they repeat an item of it; null if they were
     *     not counted
     * @param sha256 of the set as the index stores it; null where that is not known
     * @param files that the set was read from; null where they are not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SetSize(String name, int items, Long hits, String sha256, List<NamedFile> files) {
      public SetSize {
        files = files == null ? null : List.copyOf(files);
      }
    }
  }

  /**
   * Settings that all exports to a folder must have in common, so that its rows are of one kind.
   *
   * @param lineage whether rows say where they come from
   * @param passRate whether rows say how many responses to their prompts are correct
   * @param rejected whether rejected rows are a configuration of the dataset
   * @param licenseFilter as it was asked for, empty for none
   * @param passRateFilter of prompts for reinforcement learning, empty for none
   * @param recipe hash of the recipe whose rows are exported, empty for all
   */
  public record ExportSettings(
      FileFormat format,
      ColumnChoice columns,
      boolean lineage,
      boolean passRate,
      boolean rejected,
      String licenseFilter,
      String passRateFilter,
      String recipe) {
    public ExportSettings {
      // Folders of earlier versions have none.
      passRateFilter = passRateFilter == null ? "" : passRateFilter;
    }

    /** The columns that rows have besides the published ones. */
    public OptionalColumns optional() {
      return new OptionalColumns(lineage, passRate);
    }

    /**
     * Checks that an export continues as the one before.
     *
     * @throws ExportException naming the first setting that differs
     */
    public void requireSame(ExportSettings before) throws ExportException {
      requireSame("--format", format.wireName(), before.format.wireName());
      requireSame("--columns", columns.wireName(), before.columns.wireName());
      requireSame("--lineage", lineage, before.lineage);
      requireSame("--with-pass-rate", passRate, before.passRate);
      requireSame("--rejected", rejected, before.rejected);
      requireSame("--license-filter", licenseFilter, before.licenseFilter);
      requireSame("--pass-rate", passRateFilter, before.passRateFilter);
      requireSame("--recipe", recipe, before.recipe);
    }

    private static void requireSame(String option, Object now, Object before)
        throws ExportException {
      if (!now.equals(before)) {
        throw new ExportException(
            String.format(
                "the folder was started with %s %s, this export asks for %s",
                option, shown(before), shown(now)),
            "Export with the same options, or name another --out.");
      }
    }

    private static Object shown(Object value) {
      return value.equals("") ? "none" : "'" + value + "'";
    }
  }
}
