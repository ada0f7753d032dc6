package io.medsift.export.directory;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.FileFormat;
import io.medsift.export.files.Shard;
import io.medsift.export.rows.SourceProgress;
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
}
