package io.medsift.decontamination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Rules on index directories, built once for the whole process however many operators ask. A
 * directory that was built anew is loaded anew, and what was made of its former content is let go.
 */
public final class SharedRules {
  private static final Map<Path, Loaded> DIRECTORIES = new HashMap<>();

  private SharedRules() {}

  /**
   * The rule with these settings on the index in this directory.
   *
   * @throws BenchmarkException if the directory holds no sound index
   */
  public static synchronized DecontaminationRule get(Path directory, RuleSettings settings) {
    Loaded loaded = load(directory);
    return loaded.rules().computeIfAbsent(settings, key -> key.on(loaded.index()));
  }

  /** The index in this directory, loaded once. */
  public static synchronized BenchmarkIndex index(Path directory) {
    return load(directory).index();
  }

  private static Loaded load(Path directory) {
    BenchmarkManifest manifest = BenchmarkDirectory.readManifest(directory);
    Path path = realPath(directory);
    Loaded loaded = DIRECTORIES.get(path);
    if (loaded == null || !loaded.index().fingerprint().equals(manifest.fingerprint())) {
      loaded = new Loaded(BenchmarkIndex.load(directory), new HashMap<>());
      DIRECTORIES.put(path, loaded);
    }
    return loaded;
  }

  private static Path realPath(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      throw new BenchmarkException("%s cannot be read: %s".formatted(directory, e), e);
    }
  }

  private record Loaded(BenchmarkIndex index, Map<RuleSettings, DecontaminationRule> rules) {}
}
