package io.medsift.export.contamination;

import io.medsift.export.contamination.ContaminationCounts.Accepted;
import io.medsift.export.contamination.ContaminationCounts.DecidedBy;
import io.medsift.export.contamination.ContaminationCounts.Hit;
import io.medsift.export.contamination.ContaminationStatement.Check;
import io.medsift.export.contamination.ContaminationStatement.CheckedSet;
import io.medsift.export.contamination.ContaminationStatement.CountedIn;
import io.medsift.export.contamination.ContaminationStatement.HitCount;
import io.medsift.export.contamination.ContaminationStatement.Hits;
import io.medsift.export.contamination.ContaminationStatement.MeasuredWith;
import io.medsift.export.contamination.ContaminationStatement.TrackRows;
import io.medsift.export.contamination.LeakMeasurement.MeasuredSet;
import io.medsift.export.directory.Manifest.EvaluationIndex;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.Gate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known about the contamination of rows, from which a {@link ContaminationStatement} is
 * made.
 *
 * @param medsift version of the product
 * @param rows accepted rows
 * @param counts of their verdicts
 * @param countedIn where the hits of {@code counts} lie; null where rejected rows were not counted
 * @param indexes that are known by their sets
 * @param recipes by hash
 * @param earlier statements about the same rows or some of them: of their run, of an earlier export
 * @param measurements of the recipes; the first that fits counts, before those of {@code earlier}
 */
public record StatementFacts(
    String medsift,
    long rows,
    ContaminationCounts counts,
    CountedIn countedIn,
    List<EvaluationIndex> indexes,
    Map<String, Recipe> recipes,
    List<ContaminationStatement> earlier,
    List<LeakMeasurement> measurements) {
  public StatementFacts {
    indexes = List.copyOf(indexes);
    recipes = Map.copyOf(recipes);
    earlier = List.copyOf(earlier);
    measurements = List.copyOf(measurements);
  }

  /** Makes the statement. */
  public ContaminationStatement statement() {
    SortedSet<DecidedBy> deciders = new TreeSet<>(DecidedBy.ORDER);
    counts.accepted().keySet().forEach(key -> deciders.add(key.by()));
    counts.hits().keySet().forEach(key -> deciders.add(key.by()));
    List<Check> checks = deciders.stream().map(this::check).toList();
    StatementWords words = new StatementWords(rows, checks);
    return new ContaminationStatement(
        ContaminationStatement.FORMAT, medsift, words.summary(), rows, checks, words.notChecked());
  }

  private Check check(DecidedBy by) {
    Check before = earlierCheck(by);
    Recipe recipe = recipes.get(by.recipeHash());
    LeakMeasurement measured =
        measurements.stream()
            .filter(each -> each.isOf(by.recipeHash(), Objects.toString(by.index(), "")))
            .findFirst()
            .orElse(null);
    MeasuredWith with =
        measured != null
            ? new MeasuredWith(measured.itemsOfEachSet(), measured.seed(), measured.clean())
            : before == null ? null : before.measurement();
    return new Check(
        by.recipe(),
        by.recipeHash(),
        by.index(),
        rules(recipe, measured, before),
        tracks(by, recipe, before),
        by.index() == null ? List.of() : sets(by, measured, before),
        with);
  }

  private Check earlierCheck(DecidedBy by) {
    return earlier.stream()
        .flatMap(statement -> statement.checks().stream())
        .filter(
            check ->
                check.recipeHash().equals(by.recipeHash())
                    && Objects.equals(check.index(), by.index()))
        .findFirst()
        .orElse(null);
  }

  private static List<DecontaminationStep> rules(
      Recipe recipe, LeakMeasurement measured, Check before) {
    if (recipe != null) {
      return recipe.runs(Gate.DECONTAMINATE) ? recipe.decontaminate() : List.of();
    }
    if (measured != null) {
      return measured.rules();
    }
    return before == null ? null : before.rules();
  }

  private SortedMap<String, TrackRows> tracks(DecidedBy by, Recipe recipe, Check before) {
    SortedMap<String, TrackRows> tracks = new TreeMap<>();
    for (Map.Entry<Accepted, Long> entry : counts.accepted().entrySet()) {
      if (entry.getKey().by().equals(by)) {
        String track = entry.getKey().track();
        tracks.put(track, new TrackRows(entry.getValue(), compared(by, track, recipe, before)));
      }
    }
    return tracks;
  }

  private static Boolean compared(DecidedBy by, String track, Recipe recipe, Check before) {
    if (by.index() == null) {
      return false;
    }
    if (recipe != null) {
      return recipe.tracks().containsKey(track)
          ? recipe.tracks().get(track).runs(Gate.DECONTAMINATE)
          : null;
    }
    TrackRows known = before == null ? null : before.tracks().get(track);
    return known == null ? null : known.compared();
  }

  private List<CheckedSet> sets(DecidedBy by, LeakMeasurement measured, Check before) {
    Map<String, CheckedSet> sets = new LinkedHashMap<>();
    for (EvaluationIndex index : indexes) {
      if (index.fingerprint().equals(by.index())) {
        for (EvaluationIndex.SetSize set : index.sets()) {
          sets.put(set.name(), set(by, set.name(), set.items(), set, measured, before));
        }
      }
    }
    if (sets.isEmpty() && before != null && before.knowsItems()) {
      for (CheckedSet set : before.evaluationSets()) {
        sets.put(set.name(), set(by, set.name(), set.items(), null, measured, before));
      }
    }
    if (sets.isEmpty() && measured != null) {
      for (MeasuredSet set : measured.evaluationSets()) {
        sets.put(set.name(), set(by, set.name(), set.items(), null, measured, before));
      }
    }
    boolean known = !sets.isEmpty();
    for (Hit hit : counts.hits().keySet()) {
      if (hit.by().equals(by) && !sets.containsKey(hit.evaluationSet())) {
        String name = hit.evaluationSet();
        sets.put(name, set(by, name, null, null, measured, before));
      }
    }
    return known || !sets.isEmpty() ? List.copyOf(sets.values()) : null;
  }

  private CheckedSet set(
      DecidedBy by,
      String name,
      Integer items,
      EvaluationIndex.SetSize known,
      LeakMeasurement measurement,
      Check before) {
    CheckedSet earlierSet = before == null ? null : before.set(name);
    MeasuredSet measured = measurement == null ? null : measurement.set(name);
    boolean inIndex = known != null && known.sha256() != null;
    return new CheckedSet(
        name,
        items,
        inIndex ? known.sha256() : earlierSet == null ? null : earlierSet.sha256(),
        inIndex ? known.files() : earlierSet == null ? null : earlierSet.files(),
        measured != null
            ? measured.languages()
            : earlierSet == null ? null : earlierSet.languages(),
        hits(by, name, known, earlierSet),
        measured != null ? measured.fields() : earlierSet == null ? null : earlierSet.measured());
  }

  private Hits hits(
      DecidedBy by, String set, EvaluationIndex.SetSize known, CheckedSet earlierSet) {
    if (countedIn == null && earlierSet != null) {
      return earlierSet.hits();
    }
    if (countedIn == null) {
      return known == null || known.hits() == null
          ? null
          : new Hits(known.hits(), CountedIn.RUN, List.of());
    }
    List<HitCount> found = new ArrayList<>();
    for (Map.Entry<Hit, Long> entry : counts.hits().entrySet()) {
      Hit hit = entry.getKey();
      if (hit.by().equals(by) && hit.evaluationSet().equals(set)) {
        found.add(new HitCount(hit.rule(), hit.field(), hit.source(), entry.getValue()));
      }
    }
    return new Hits(found.stream().mapToLong(HitCount::samples).sum(), countedIn, found);
  }
}
