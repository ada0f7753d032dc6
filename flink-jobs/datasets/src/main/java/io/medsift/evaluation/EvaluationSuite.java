package io.medsift.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.recipe.NearestName;
import io.medsift.sources.PublishedDataset;
import io.medsift.sources.SourceCard.License;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Evaluation sets that belong together, and where they are published. Suites are resources of this
 * package, {@code NAME.json}.
 *
 * @param about one sentence for people
 */
public record EvaluationSuite(String name, String about, List<SuiteSet> sets) {
  private static final List<String> NAMES = List.of("ii-medical");
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  public EvaluationSuite {
    requireNonNull(name, "name is null");
    requireNonNull(about, "about is null");
    sets = List.copyOf(sets);
  }

  /**
   * An evaluation set of a suite.
   *
   * @param name of the set in an index
   * @param about what it is, a clause
   */
  public record SuiteSet(String name, String about, License license, PublishedDataset published) {
    public SuiteSet {
      requireNonNull(name, "name is null");
      requireNonNull(published, "published is null");
    }
  }

  /** The names of the suites, in alphabetical order. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The suite of that name.
   *
   * @throws IllegalArgumentException if there is none; the message is for people
   */
  public static EvaluationSuite named(String name) {
    if (!NAMES.contains(name)) {
      throw NearestName.unknown("there is no suite of evaluation sets", name, NAMES);
    }
    String resource = name + ".json";
    try (InputStream json = EvaluationSuite.class.getResourceAsStream(resource)) {
      return JSON.readValue(json, EvaluationSuite.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the suite " + resource + " cannot be read", e);
    }
  }
}
