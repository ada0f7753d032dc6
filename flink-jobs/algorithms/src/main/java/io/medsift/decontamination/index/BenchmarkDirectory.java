package io.medsift.decontamination.index;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.decontamination.semantic.ItemVectors;
import io.medsift.embedding.EmbeddingModel;
import io.medsift.storage.Directories;
import io.medsift.storage.NamedFile;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An index on disk: {@code manifest.json} and one JSON Lines file for each set.
 *
 * <p>Writing goes to a temporary sibling first, which then takes the name of the directory. A crash
 * leaves either the old index or the new one, or, between two renames, the old one under the
 * temporary name with the ending {@code .old}; never half an index.
 */
final class BenchmarkDirectory {
  private static final String REBUILD = "Build the index again with 'medsift benchmarks build'.";
  private static final String TEMPORARY = ".tmp-";
  private static final String OLD = ".old";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private BenchmarkDirectory() {}

  static void write(
      Path directory,
      String fingerprint,
      List<BenchmarkIndex.Builder.Entry> entries,
      ItemVectors vectors) {
    Path target = directory.toAbsolutePath().normalize();
    try {
      requireReplaceable(target);
      Files.createDirectories(target.getParent());
      Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY + UUID.randomUUID());
      // Not a temporary directory of the JDK: only its owner may read those.
      Files.createDirectory(temporary);
      try {
        fill(temporary, fingerprint, entries, vectors);
        replace(target, temporary);
      } finally {
        Directories.delete(temporary);
      }
    } catch (IOException e) {
      throw new BenchmarkException(
          "The benchmark index %s cannot be written: %s. Check that the directory is writable."
              .formatted(directory, e),
          e);
    }
  }

  /** Deletes what a write that was interrupted has left beside {@code directory}. */
  static void deleteUnfinished(Path directory) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(target.getParent())) {
      return;
    }
    String name = target.getFileName() + TEMPORARY;
    List<Path> unfinished;
    try (Stream<Path> siblings = Files.list(target.getParent())) {
      unfinished =
          siblings
              .filter(sibling -> sibling.getFileName().toString().startsWith(name))
              .filter(sibling -> !sibling.getFileName().toString().endsWith(OLD))
              .toList();
    }
    for (Path each : unfinished) {
      Directories.delete(each);
    }
  }

  static BenchmarkIndex read(Path directory) {
    Manifest manifest = readManifest(directory);
    List<EvaluationSet> sets = new ArrayList<>();
    for (Manifest.SetEntry entry : manifest.sets()) {
      sets.add(readSet(directory, entry));
    }
    BenchmarkIndex index = new BenchmarkIndex(sets, embedding(directory, manifest.vectors()));
    require(
        directory.resolve(Manifest.FILE_NAME),
        "fingerprint",
        index.fingerprint(),
        manifest.fingerprint());
    return index;
  }

  private static BenchmarkIndex.Embedding embedding(Path directory, Manifest.VectorsEntry entry) {
    return entry == null
        ? null
        : new BenchmarkIndex.Embedding(
            entry.model(),
            ItemVectors.fingerprint(entry.sha256()),
            () -> readVectors(directory.resolve(entry.file()), entry));
  }

  private static ItemVectors readVectors(Path file, Manifest.VectorsEntry entry) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      require(file, "sha256", entry.sha256(), Sha256.of(bytes));
      return ItemVectors.of(entry.model(), entry.count(), bytes);
    } catch (NoSuchFileException e) {
      throw new BenchmarkException(
          "%s is missing, but the manifest names it. %s".formatted(file, REBUILD), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new BenchmarkException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  static Manifest readManifest(Path directory) {
    Path file = directory.resolve(Manifest.FILE_NAME);
    try {
      JsonNode manifest = JSON.readTree(Files.readAllBytes(file));
      require(file, "format", Manifest.FORMAT, manifest.path("format").asText("none"));
      require(
          file,
          "version",
          String.valueOf(Manifest.VERSION),
          manifest.path("version").asText("none"));
      return JSON.treeToValue(manifest, Manifest.class);
    } catch (NoSuchFileException e) {
      throw new BenchmarkException(
          "%s is not a benchmark index: it has no %s. %s"
              .formatted(directory, Manifest.FILE_NAME, REBUILD),
          e);
    } catch (JsonProcessingException e) {
      throw new BenchmarkException(
          "%s is damaged: %s. %s".formatted(file, e.getOriginalMessage(), REBUILD), e);
    } catch (IOException e) {
      throw new BenchmarkException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static EvaluationSet readSet(Path directory, Manifest.SetEntry entry) {
    Path file = directory.resolve(entry.file());
    try {
      require(file, "sha256", entry.sha256(), Sha256.of(file));
    } catch (NoSuchFileException e) {
      throw new BenchmarkException(
          "%s is missing, but the manifest names it for the set '%s'. %s"
              .formatted(file, entry.name(), REBUILD),
          e);
    } catch (IOException e) {
      throw new BenchmarkException("%s cannot be read: %s".formatted(file, e), e);
    }
    List<EvaluationItem> items = EvaluationFile.read(entry.name(), file, EvaluationColumns.DEFAULT);
    require(file, "rows", String.valueOf(entry.rows()), String.valueOf(items.size()));
    return new EvaluationSet(entry.name(), items, entry.sha256());
  }

  private static void require(Path file, String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new BenchmarkException(
          "%s: expected %s %s, found %s. %s".formatted(file, what, expected, found, REBUILD));
    }
  }

  private static void fill(
      Path directory,
      String fingerprint,
      List<BenchmarkIndex.Builder.Entry> entries,
      ItemVectors vectors)
      throws IOException {
    List<Manifest.SetEntry> sets = new ArrayList<>();
    for (BenchmarkIndex.Builder.Entry entry : entries) {
      EvaluationSet set = entry.stored().set();
      String file = fileName(sets.size(), set.name());
      Files.write(directory.resolve(file), entry.stored().bytes());
      sets.add(
          new Manifest.SetEntry(
              set.name(),
              file,
              set.items().size(),
              set.checksum(),
              entry.columns(),
              entry.sources()));
    }
    Manifest.VectorsEntry embedded = null;
    if (vectors != null) {
      byte[] bytes = vectors.bytes();
      Files.write(directory.resolve(Manifest.VECTORS), bytes);
      embedded =
          new Manifest.VectorsEntry(
              Manifest.VECTORS, vectors.count(), Sha256.of(bytes), vectors.model());
    }
    Manifest manifest =
        new Manifest(Manifest.FORMAT, Manifest.VERSION, fingerprint, sets, embedded);
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES);
    Files.writeString(
        directory.resolve(Manifest.FILE_NAME),
        JSON.writer(printer).writeValueAsString(manifest) + "\n");
  }

  /** A name that any file system takes; the number keeps two sets apart. */
  private static String fileName(int position, String set) {
    String safe = set.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_");
    return String.format(
        Locale.ROOT, "%03d-%s.jsonl", position, safe.substring(0, Math.min(safe.length(), 80)));
  }

  private static void requireReplaceable(Path target) throws IOException {
    if (!Files.exists(target) || isIndex(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new BenchmarkException("%s is a file. Name a directory.".formatted(target));
    }
    try (Stream<Path> content = Files.list(target)) {
      if (content.findAny().isPresent()) {
        throw new BenchmarkException(
            "%s holds files but no benchmark index. Name another directory.".formatted(target));
      }
    }
  }

  /** Returns whether the directory is ours, of whatever version. */
  private static boolean isIndex(Path directory) throws IOException {
    try {
      JsonNode manifest = JSON.readTree(Files.readAllBytes(directory.resolve(Manifest.FILE_NAME)));
      return manifest.path("format").asText().equals(Manifest.FORMAT);
    } catch (FileSystemException | JsonProcessingException e) {
      return false;
    }
  }

  private static void replace(Path target, Path temporary) throws IOException {
    if (!Files.exists(target)) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = temporary.resolveSibling(temporary.getFileName() + OLD);
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    Directories.delete(old);
  }

  /**
   * Content of {@code manifest.json} in an index directory.
   *
   * @param format always {@link #FORMAT}
   * @param version of the layout, the stored rows and the tokens that rules make of them; another
   *     version is refused
   * @param fingerprint of all the sets, see {@link BenchmarkIndex#fingerprint()}
   * @param vectors of the items; null where there are none
   */
  record Manifest(
      String format,
      int version,
      String fingerprint,
      List<SetEntry> sets,
      @JsonInclude(JsonInclude.Include.NON_NULL) VectorsEntry vectors) {
    static final String FILE_NAME = "manifest.json";
    static final String VECTORS = "vectors.f32";
    static final String FORMAT = "medsift-benchmarks";
    static final int VERSION = 3;

    Manifest {
      requireNonNull(fingerprint, "no fingerprint");
      sets = List.copyOf(requireNonNull(sets, "no sets"));
    }

    /**
     * The vectors of all items: of each question, then of the question with options if it has any.
     *
     * @param file name within the directory
     * @param count how many there are
     * @param sha256 of the file's bytes, lower-case hex
     * @param model that made them
     */
    record VectorsEntry(String file, int count, String sha256, EmbeddingModel model) {
      VectorsEntry {
        requireNonNull(file, "vectors without file");
        requireNonNull(sha256, "vectors without sha256");
        requireNonNull(model, "vectors without model");
      }
    }

    /**
     * One evaluation set.
     *
     * @param file name within the directory
     * @param rows number of items
     * @param sha256 of the file's bytes, lower-case hex
     * @param columns of the original file that were read
     * @param sources the original files; none where they are not known
     */
    record SetEntry(
        String name,
        String file,
        int rows,
        String sha256,
        EvaluationColumns columns,
        List<NamedFile> sources) {
      SetEntry {
        requireNonNull(name, "a set without name");
        requireNonNull(file, "a set without file");
        requireNonNull(sha256, "a set without sha256");
        // Indexes of earlier versions do not name them.
        sources = sources == null ? List.of() : List.copyOf(sources);
      }
    }
  }
}
