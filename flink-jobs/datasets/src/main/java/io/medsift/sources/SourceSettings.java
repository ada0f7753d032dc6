package io.medsift.sources;

import static java.util.Objects.requireNonNull;

import io.medsift.recipe.NearestName;
import io.medsift.sources.Source.SamplePart;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of a user for the rows of a source.
 *
 * @param track of the samples; null for the source's own
 * @param readings name of a {@link ReadingOption} to the value that holds
 * @param columns part of a sample to the column that holds it, for the generic sources; see {@link
 *     SamplePart}
 */
public record SourceSettings(
    String track, Map<String, String> readings, Map<String, String> columns) {
  /** No settings. */
  public static final SourceSettings NONE = new SourceSettings(null, Map.of(), Map.of());

  public SourceSettings {
    requireNonNull(readings, "readings is null");
    requireNonNull(columns, "columns is null");
    readings = Map.copyOf(readings);
    columns = Map.copyOf(columns);
  }

  /** These settings with one more reading. */
  public SourceSettings withReading(String name, String value) {
    Map<String, String> more = new TreeMap<>(readings);
    more.put(name, value);
    return new SourceSettings(track, more, columns);
  }

  /**
   * Checks the settings against what a source takes.
   *
   * @throws IllegalArgumentException if there is no such reading, value or part; the message is for
   *     people
   */
  void requireFit(Source source) {
    String name = source.card().name();
    List<ReadingOption> known = source.readings().stream().filter(ReadingOption::canBeSet).toList();
    readings.forEach(
        (reading, value) -> {
          ReadingOption found =
              known.stream()
                  .filter(candidate -> candidate.name().equals(reading))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          NearestName.unknown(
                              "source " + name + " has no reading",
                              reading,
                              known.stream().map(ReadingOption::name).toList()));
          if (!found.values().contains(value)) {
            throw NearestName.unknown("reading " + reading + " cannot be", value, found.values());
          }
        });
    List<String> parts = source.parts().keySet().stream().map(SamplePart::wireName).toList();
    for (String part : columns.keySet()) {
      if (!parts.contains(part)) {
        throw NearestName.unknown("source " + name + " takes no column for", part, parts);
      }
    }
  }
}
