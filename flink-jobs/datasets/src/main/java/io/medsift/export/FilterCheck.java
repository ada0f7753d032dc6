package io.medsift.export;

import static java.lang.String.format;

import io.medsift.codec.PublishedRow;
import io.medsift.export.card.LicenseFilter;
import io.medsift.export.card.LicenseTerms;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.export.directory.Manifest.EvaluationIndex;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.PassRateColumns;
import io.medsift.recipe.NearestName;
import io.medsift.verdict.RecipeStamp;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the values that filters choose by, and finds what a filter names and no row has. */
final class FilterCheck {
  private static final int MAX_SHOWN = 30;

  private final SortedMap<String, Long> licenses = new TreeMap<>();
  private final SortedMap<String, Long> indexes = new TreeMap<>();
  private final SortedMap<String, Long> recipes = new TreeMap<>();
  private boolean withPassRate;

  void add(ExportKind kind, PublishedRow row) {
    withPassRate |= kind == ExportKind.RL && PassRateColumns.rate(row) != null;
    String index = row.verdict().artifacts().get("benchmarks");
    if (index != null) {
      indexes.merge(index, 1L, Long::sum);
    }
    licenses.merge(LicenseTerms.of(row.sample().license()).id(), 1L, Long::sum);
    recipes.merge(name(row.verdict().recipe()), 1L, Long::sum);
  }

  /**
   * Checks the filters of a first export against all rows that were read. Names of licences that
   * the Hub knows may be absent, as long as the filter leaves anything.
   *
   * @param recipe null for any
   * @param chosen rows that all filters let pass
   * @throws UnknownValueException naming the value, and those that rows have with their counts
   */
  void require(LicenseFilter filter, RecipeStamp recipe, long chosen) throws UnknownValueException {
    if (licenses.isEmpty()) {
      return;
    }
    if (recipe != null && !recipes.containsKey(name(recipe))) {
      throw new UnknownValueException(
          format(
              "--recipe: no row was decided by %s; the rows have: %s",
              name(recipe), shown(recipes)));
    }
    List<String> unknown =
        filter.names().stream()
            .filter(name -> !licenses.containsKey(name))
            .filter(name -> chosen == 0 || !LicenseTerms.of(name).isKnown())
            .toList();
    if (!unknown.isEmpty()) {
      String near =
          NearestName.of(unknown.get(0), licenses.keySet())
              .map(name -> "; did you mean '" + name + "'?")
              .orElse(".");
      throw new UnknownValueException(
          format(
              "--license-filter: no row has the licence '%s'%s The rows have: %s",
              String.join("', '", unknown), near, shown(licenses)));
    }
    if (chosen == 0 && !filter.equals(LicenseFilter.ALL)) {
      throw new UnknownValueException(
          format("--license-filter %s leaves no row; the rows have: %s", filter, shown(licenses)));
    }
  }

  /**
   * Checks the evaluation index that an export was told.
   *
   * @throws UnknownValueException if no row was compared with it, though some were with others
   */
  void require(EvaluationIndex told) throws UnknownValueException {
    if (told != null && !indexes.isEmpty() && !indexes.containsKey(told.fingerprint())) {
      throw new UnknownValueException(
          format(
              "--benchmarks: no row was compared with the index %s; the rows have: %s",
              told.fingerprint(), shown(indexes)));
    }
  }

  /**
   * Checks the measurement that an export was told.
   *
   * @throws UnknownValueException if no row was decided by its recipe with its index
   */
  void require(LeakMeasurement told) throws UnknownValueException {
    if (told == null || recipes.isEmpty()) {
      return;
    }
    String recipe = name(new RecipeStamp(told.recipe(), told.recipeHash()));
    if (!recipes.containsKey(recipe)) {
      throw new UnknownValueException(
          format(
              "--probe: no row was decided by the measured recipe %s; the rows have: %s",
              recipe, shown(recipes)));
    }
    if (!indexes.containsKey(told.index())) {
      throw new UnknownValueException(
          format(
              "--probe: no row was compared with the measured index %s; the rows have: %s",
              told.index(), indexes.isEmpty() ? "none" : shown(indexes)));
    }
  }

  /**
   * Checks the filter of pass rates.
   *
   * @param filter null for none
   * @throws UnknownValueException if no row that it looks at has a pass rate
   */
  void require(PassRateFilter filter) throws UnknownValueException {
    if (filter != null && !withPassRate && !recipes.isEmpty()) {
      throw new UnknownValueException(
          "--pass-rate: no row with the columns of II-Medical-RL has a pass rate; rows have one"
              + " where a track with responses to the same prompt runs the gate pass_rate or"
              + " select");
    }
  }

  private static String name(RecipeStamp recipe) {
    return recipe.name() + " " + recipe.hash();
  }

  private static String shown(Map<String, Long> counts) {
    String shown =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(MAX_SHOWN)
            .map(entry -> format(Locale.ROOT, "%s (%,d)", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    return counts.size() <= MAX_SHOWN
        ? shown
        : shown + format(Locale.ROOT, " and %,d more", counts.size() - MAX_SHOWN);
  }
}
