package io.medsift.export.directory;

import static java.lang.String.format;

import io.medsift.export.files.Shard;
import io.medsift.export.rows.ExportException;
import io.medsift.storage.AtomicFile;
import io.medsift.storage.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A dataset folder, which a crash leaves as it was or as it should be.
 *
 * <ol>
 *   <li>An export writes everything under {@code .medsift/next}, which has no readers.
 *   <li>It renames that to {@code .medsift/commit}: from here on the export is made.
 *   <li>It moves the parts into their places: shards of earlier exports take their new names (the
 *       count at the end of a name grows, the bytes stay), new shards come in whole, then card,
 *       figures and state, and last the manifest.
 * </ol>
 *
 * A crash before the second step leaves nothing but {@code next}, which the next export clears. One
 * after it leaves {@code commit}, and the next export first does what remains of the third step.
 */
public final class ExportDirectory {
  private static final String STATE = ".medsift";
  private static final String MANIFEST = "manifest.json";
  private static final String STATISTICS = "statistics.json";
  private static final String CONTAMINATION = "contamination.json";
  private static final String CARD = "README.md";
  private static final String CROISSANT = "croissant.json";
  private static final String PLOTS = "plots";
  private static final String POSITIONS = "positions";
  private static final String DELETIONS = "deletions.jsonl";

  private final Path root;
  private final Path next;
  private final Path commit;

  /** The folder at {@code root}, which need not be there. */
  public ExportDirectory(Path root) {
    this.root = root;
    this.next = root.resolve(STATE).resolve("next");
    this.commit = root.resolve(STATE).resolve("commit");
  }

  /** Makes the folder if need be, and brings it to the state after the last export. */
  public void recover() throws IOException {
    Files.createDirectories(state());
    Directories.delete(next);
    if (Files.exists(commit.resolve(MANIFEST))) {
      rollForward();
    }
    Directories.delete(commit);
  }

  /** The directory of Medsift's own files in the folder. */
  public Path state() {
    return root.resolve(STATE);
  }

  /** Returns the manifest of the folder; null if no export was made. */
  public Manifest manifest() throws IOException {
    Path file = root.resolve(MANIFEST);
    return Files.exists(file) ? Manifest.read(file) : null;
  }

  /**
   * Checks that a folder without a manifest has nothing that an export would replace.
   *
   * @throws ExportException naming what is in the way
   */
  public void requireUnused() throws ExportException {
    for (String name :
        List.of("data", CARD, STATISTICS, CONTAMINATION, PLOTS, CROISSANT, DELETIONS)) {
      if (Files.exists(root.resolve(name))) {
        throw new ExportException(
            format("%s holds %s, which no export wrote", root, name),
            "Name a new or empty directory with --out.");
      }
    }
  }

  /**
   * Checks that the shards are there, in the length that the manifest says.
   *
   * @throws ExportException naming the first that is not
   */
  public void requireWhole(Manifest manifest) throws IOException, ExportException {
    for (Shard shard : manifest.shards()) {
      Path file = root.resolve(shard.file());
      if (!Files.exists(file)) {
        throw new ExportException(
            format("the shard %s of an earlier export is missing", file),
            "Put it back, or export to another --out.");
      }
      if (Files.size(file) != shard.bytes()) {
        throw new ExportException(
            format(
                Locale.ROOT,
                "the shard %s has %,d bytes, the export left %,d",
                file,
                Files.size(file),
                shard.bytes()),
            "Put the file back as it was, or export to another --out.");
      }
    }
  }

  /** The file of figures of the last export. */
  public Path statistics() {
    return root.resolve(STATISTICS);
  }

  /** The statement of contamination of the last export, which earlier versions did not write. */
  public Path contamination() {
    return root.resolve(CONTAMINATION);
  }

  /** {@code croissant.json}, perhaps of an export that wrote none. */
  public Path croissant() {
    return root.resolve(CROISSANT);
  }

  /** The rows of the folder that no longer count; absent where no row ever did not. */
  public Path deletions() {
    return root.resolve(DELETIONS);
  }

  /** The exported positions of the last export. */
  public Path positions() {
    return state().resolve(POSITIONS);
  }

  /** A new export, to be filled. */
  public Draft begin() throws IOException {
    Directories.delete(next);
    return new Draft(Files.createDirectories(next));
  }

  /** Commits the export in the draft, atomically. */
  public void commit(Draft draft, Manifest manifest) throws IOException {
    Directories.delete(draft.work());
    manifest.write(draft.root().resolve(MANIFEST));
    Directories.syncTree(draft.root());
    AtomicFile.replace(draft.root(), commit);
    Directories.sync(state());
    rollForward();
  }

  /** Drops a draft. */
  public void discard() throws IOException {
    Directories.delete(next);
  }

  private void rollForward() throws IOException {
    Manifest made = Manifest.read(commit.resolve(MANIFEST));
    Map<String, String> earlier = earlierFiles();
    for (Shard shard : made.shards()) {
      Path target = root.resolve(shard.file());
      Path fresh = commit.resolve(shard.file());
      String before = earlier.get(key(shard));
      if (Files.exists(fresh)) {
        move(fresh, target);
      } else if (before != null && Files.exists(root.resolve(before))) {
        move(root.resolve(before), target);
      }
    }
    moveIfThere(POSITIONS, positions());
    moveIfThere(STATISTICS, statistics());
    moveIfThere(CONTAMINATION, contamination());
    moveIfThere(DELETIONS, deletions());
    movePlots();
    moveIfThere(CARD, root.resolve(CARD));
    moveIfThere(CROISSANT, root.resolve(CROISSANT));
    moveIfThere(MANIFEST, root.resolve(MANIFEST));
    Directories.sync(root);
    Directories.delete(commit);
  }

  private Map<String, String> earlierFiles() throws IOException {
    Map<String, String> files = new HashMap<>();
    Manifest before = manifest();
    if (before != null) {
      before.shards().forEach(shard -> files.put(key(shard), shard.file()));
    }
    return files;
  }

  private static String key(Shard shard) {
    return shard.kind() + " " + shard.number();
  }

  private void movePlots() throws IOException {
    Path plots = commit.resolve(PLOTS);
    if (Files.exists(plots)) {
      for (Path plot : entries(plots)) {
        move(plot, root.resolve(PLOTS).resolve(plot.getFileName()));
      }
    }
  }

  private void moveIfThere(String name, Path target) throws IOException {
    if (Files.exists(commit.resolve(name))) {
      move(commit.resolve(name), target);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    if (!from.equals(to)) {
      Files.createDirectories(to.getParent());
      AtomicFile.replace(from, to);
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }

  /**
   * An export that is not committed yet; its files have the layout of the folder.
   *
   * @param root of the draft
   */
  public record Draft(Path root) {
    /** A directory that is gone when the export is made. */
    public Path work() {
      return root.resolve("work");
    }

    /** The file of figures. */
    public Path statistics() {
      return root.resolve(STATISTICS);
    }

    /** The statement of contamination. */
    public Path contamination() {
      return root.resolve(CONTAMINATION);
    }

    /** The exported positions. */
    public Path positions() {
      return root.resolve(POSITIONS);
    }

    /** The rows that no longer count. */
    public Path deletions() {
      return root.resolve(DELETIONS);
    }

    /** The dataset card. */
    public Path card() {
      return root.resolve(CARD);
    }

    /** The metadata for machines. */
    public Path croissant() {
      return root.resolve(CROISSANT);
    }

    /** The directory of the card's pictures. */
    public Path plots() {
      return root.resolve(PLOTS);
    }
  }
}
