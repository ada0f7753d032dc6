package io.medsift.cli.benchmarks;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.rows.ReadRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import io.medsift.rows.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Paraphrases of the items of an index.
 *
 * @param bySet name of a set to the texts that paraphrase items of it
 */
public record Paraphrases(Map<String, List<String>> bySet) {
  /** Without any. */
  public static final Paraphrases NONE = new Paraphrases(Map.of());

  private static final String ID = "id";
  private static final String SET = "set";
  private static final String TEXT = "paraphrase";

  public Paraphrases {
    bySet = Map.copyOf(bySet);
  }

  /**
   * Reads rows with an {@code id} of an item and a {@code paraphrase}; where items of several sets
   * have that id, with a {@code set}.
   *
   * @throws IOException if a row is none; the message names file and row
   */
  static Paraphrases read(List<RowFile> files, BenchmarkIndex index) throws IOException {
    Map<String, Set<String>> setsById = new HashMap<>();
    for (EvaluationItem item : index.items()) {
      setsById.computeIfAbsent(item.id(), id -> new TreeSet<>()).add(item.set());
    }
    Map<String, List<String>> bySet = new HashMap<>();
    for (RowFile file : files) {
      try (RowReader reader = file.open(RowLimits.DEFAULT)) {
        for (ReadRow row = reader.next(); row != null; row = reader.next()) {
          if (row instanceof ReadRow.MalformedRow malformed) {
            throw wrong(row, malformed.problem());
          }
          if (row instanceof ReadRow.FileRow whole) {
            JsonNode text = whole.columns().path(TEXT);
            if (!text.isTextual()) {
              throw wrong(row, "there is no text '" + TEXT + "'");
            }
            String set = set(row, whole.columns(), setsById);
            bySet.computeIfAbsent(set, name -> new ArrayList<>()).add(text.textValue());
          }
        }
      }
    }
    return new Paraphrases(bySet);
  }

  private static String set(ReadRow row, JsonNode columns, Map<String, Set<String>> setsById)
      throws IOException {
    String id = columns.path(ID).asText();
    Set<String> sets = setsById.getOrDefault(id, Set.of());
    JsonNode named = columns.path(SET);
    if (named.isTextual() ? !sets.contains(named.textValue()) : sets.isEmpty()) {
      throw wrong(
          row,
          "no item of %s has the id '%s'"
              .formatted(named.isTextual() ? named.textValue() : "the evaluation sets", id));
    }
    if (!named.isTextual() && sets.size() > 1) {
      throw wrong(
          row,
          "items of several sets have the id '%s', so it needs the column 'set'".formatted(id));
    }
    return named.isTextual() ? named.textValue() : sets.iterator().next();
  }

  private static IOException wrong(ReadRow row, String problem) {
    return new IOException(
        format(Locale.ROOT, "row %,d of %s: %s", row.number() + 1, row.file(), problem));
  }

  /** Returns whether there are none. */
  boolean isEmpty() {
    return bySet.isEmpty();
  }

  /** Those of items of a set. */
  List<String> of(String set) {
    return bySet.getOrDefault(set, List.of());
  }
}
