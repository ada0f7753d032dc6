package io.medsift.console.pages;

import io.medsift.console.stream.VerdictStream;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.contamination.ContaminationStatement.Check;
import io.medsift.export.contamination.ContaminationStatement.CheckedSet;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.MeasuredSet;
import io.medsift.recipe.DecontaminationStep.SampleField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The known facts about the evaluation sets that samples were compared with.
 *
 * @param sets by name; none where nothing is known
 * @param statement of the run; null where there is none
 * @param source what says so, for people; empty where nothing is known
 * @param problem a sentence on a statement that cannot be read; empty where there is none
 */
record StatedSets(
    Map<String, StatedSet> sets, ContaminationStatement statement, String source, String problem) {

  /**
   * A set.
   *
   * @param items null where it is not known
   * @param figures what the rules find of the items; null where that was not measured
   */
  record StatedSet(Integer items, MeasuredFields figures) {}

  /**
   * What is known of the sets of a stream.
   *
   * @param probe what the rules find of their items; null for what its results say themselves
   */
  static StatedSets of(VerdictStream stream, LeakMeasurement probe) {
    ContaminationStatement statement = null;
    String problem = "";
    Path file =
        stream
            .directory()
            .map(directory -> directory.resolve(ContaminationStatement.FILE))
            .orElse(null);
    if (file != null && Files.exists(file)) {
      try {
        statement = ContaminationStatement.read(file);
      } catch (IOException e) {
        problem = "The statement of this run cannot be read: " + e.getMessage() + ".";
      }
    }
    if (probe != null) {
      return measured(probe, statement, problem);
    }
    return statement == null
        ? new StatedSets(Map.of(), null, "", problem)
        : stated(statement, problem);
  }

  private static StatedSets stated(ContaminationStatement statement, String problem) {
    Map<String, StatedSet> sets = new LinkedHashMap<>();
    for (Check check : statement.checks()) {
      if (check.evaluationSets() != null) {
        for (CheckedSet set : check.evaluationSets()) {
          sets.put(set.name(), new StatedSet(set.items(), figures(set.measured())));
        }
      }
    }
    return new StatedSets(sets, statement, "the statement of this run", problem);
  }

  private static StatedSets measured(
      LeakMeasurement probe, ContaminationStatement statement, String problem) {
    Map<String, StatedSet> sets = new LinkedHashMap<>();
    for (MeasuredSet set : probe.evaluationSets()) {
      sets.put(set.name(), new StatedSet(set.items(), figures(set.fields())));
    }
    return new StatedSets(
        sets, statement, "the measurement of the recipe " + probe.recipe(), problem);
  }

  /** Those of prompts, where there are such: in a prompt an item leaks first. */
  private static MeasuredFields figures(List<MeasuredFields> measured) {
    if (measured == null || measured.isEmpty()) {
      return null;
    }
    return measured.stream()
        .filter(each -> each.fields().contains(SampleField.PROMPT))
        .findFirst()
        .orElse(measured.get(0));
  }

  /** Whether any set was measured. */
  boolean anyMeasured() {
    return sets.values().stream().anyMatch(set -> set.figures() != null);
  }
}
