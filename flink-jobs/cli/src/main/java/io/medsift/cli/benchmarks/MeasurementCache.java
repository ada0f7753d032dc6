package io.medsift.cli.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.outcome.ProductVersion;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.decontamination.DecontaminationRule;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.recipe.Recipe;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measurements of what a recipe finds of an index, kept from run to run: each by the index, the
 * rules, the number of items, the seed, and the build of Medsift, since all of these decide the
 * figures. Other parts of the recipe do not.
 */
public final class MeasurementCache {
  private static final Logger LOG = LoggerFactory.getLogger(MeasurementCache.class);

  private final Path folder;
  private final String build;

  MeasurementCache(Path folder, String build) {
    this.folder = folder;
    this.build = build;
  }

  /**
   * A cache in a folder, made when it is needed.
   *
   * @throws IOException if the program's own file cannot be read
   */
  public static MeasurementCache in(Path folder) throws IOException {
    return new MeasurementCache(folder, build());
  }

  /** A cache that keeps nothing. */
  public static MeasurementCache none() {
    return new MeasurementCache(Path.of(""), null);
  }

  /** The bytes of the program that hold the rules; null for classes that may change at any time. */
  private static String build() throws IOException {
    CodeSource source = DecontaminationRule.class.getProtectionDomain().getCodeSource();
    try {
      Path file = source == null ? null : Path.of(source.getLocation().toURI());
      return file != null && Files.isRegularFile(file)
          ? ProductVersion.medsift() + " " + Sha256.of(file)
          : null;
    } catch (URISyntaxException e) {
      throw new IOException(source.getLocation() + " is not a path", e);
    }
  }

  /** Measures. */
  public interface Measuring {
    /** Measures what the rules find. */
    LeakMeasurement measure() throws IOException;
  }

  /**
   * The measurement that is kept, with the recipe's name; otherwise a new one, which is then kept
   * if the folder can be written.
   *
   * @param index fingerprint of the index
   */
  public LeakMeasurement get(Recipe recipe, String index, int items, long seed, Measuring measuring)
      throws IOException {
    if (build == null) {
      return measuring.measure();
    }
    Path file = file(recipe, index, items, seed);
    LeakMeasurement kept = read(file);
    if (kept != null) {
      LOG.info("Using the cached measurement {}", file);
      return kept.of(recipe.stamp());
    }
    LeakMeasurement measured = measuring.measure();
    try {
      Files.createDirectories(folder);
      measured.write(file);
    } catch (IOException e) {
      LOG.warn("The measurement cannot be cached: {}", e.toString());
    }
    return measured;
  }

  private Path file(Recipe recipe, String index, int items, long seed) {
    String key =
        String.join(
            "\n",
            index,
            recipe.decontaminate().toString(),
            encoder(recipe),
            Integer.toString(items),
            Long.toString(seed),
            build);
    return folder.resolve(Sha256.of(key.getBytes(UTF_8)) + ".json");
  }

  private static String encoder(Recipe recipe) {
    return DecontaminationPlan.comparesEmbeddings(recipe)
        ? String.valueOf(DecontaminationPlan.encoder(recipe))
        : "";
  }

  /** Returns what a file holds; null where there is none, or it is damaged. */
  private static LeakMeasurement read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return LeakMeasurement.read(file);
    } catch (IOException e) {
      LOG.warn("Measuring again, since the cached measurement cannot be read: {}", e.getMessage());
      return null;
    }
  }
}
