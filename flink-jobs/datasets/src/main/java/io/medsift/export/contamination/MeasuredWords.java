package io.medsift.export.contamination;

import static java.lang.String.format;

import io.medsift.export.contamination.ContaminationStatement.Check;
import io.medsift.export.contamination.ContaminationStatement.CheckedSet;
import io.medsift.export.contamination.ContaminationStatement.CountedIn;
import io.medsift.export.contamination.ContaminationStatement.Hits;
import io.medsift.export.contamination.LeakMeasurement.Confidence;
import io.medsift.export.contamination.LeakMeasurement.Flagged;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.Planted;
import io.medsift.recipe.DecontaminationStep.SampleField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The sentences of a statement about what the rules of a check find. */
final class MeasuredWords {
  /** What the limits in the sentences are. */
  static final String LIMITS =
      "\"At least\" and \"at most\" are limits of 95 % confidence intervals, for items and changes"
          + " like the planted ones.";

  private MeasuredWords() {}

  /** What was found of the items of a check, and how well its rules find them. */
  static List<String> of(Check check) {
    List<String> sentences = new ArrayList<>();
    sentences.add(hits(check));
    if (check.measurement() == null || StatementWords.measured(check).isEmpty()) {
      sentences.add("The recall of the rules on changed items was not measured.");
      return sentences;
    }
    for (MeasuredFields fields : StatementWords.measured(check)) {
      sentences.add(recall(check, fields));
      sentences.add(unseen(check, fields));
      sentences.add(lookAlikes(fields));
    }
    sentences.add(clean(check));
    return sentences;
  }

  /** Of Chinese questions, and of those that tell no story, no look-alike can be made. */
  private static String lookAlikes(MeasuredFields fields) {
    Flagged alike = fields.allLookAlikes();
    return alike.texts() == 0
        ? format(
            "The share of %s that only look like an item and are flagged was not measured: none"
                + " could be made of these items.",
            plural(fields))
        : format(
            Locale.ROOT,
            "Of %,d %s that only look like an item (its template with another case, its story with"
                + " another question) %s were flagged.",
            alike.texts(),
            plural(fields),
            StatementWords.share(alike));
  }

  private static String hits(Check check) {
    List<Hits> known =
        check.evaluationSets() == null
            ? List.of()
            : check.evaluationSets().stream()
                .map(CheckedSet::hits)
                .filter(Objects::nonNull)
                .toList();
    if (known.isEmpty()) {
      return "Samples that were rejected because they repeat an item were not counted.";
    }
    long samples = known.stream().mapToLong(Hits::samples).sum();
    return format(
        Locale.ROOT,
        "%,d %s rejected because %s an item (counted in %s). Each counts once, for the first rule"
            + " that found an item and the one item that it names.",
        samples,
        samples == 1 ? "sample was" : "samples were",
        samples == 1 ? "it repeats" : "they repeat",
        known.get(0).countedIn() == CountedIn.DATASET
            ? "the rejected rows of this dataset"
            : "the run that the rows come from");
  }

  private static String recall(Check check, MeasuredFields fields) {
    List<Map.Entry<String, Planted>> kinds =
        fields.changed().entrySet().stream()
            .filter(kind -> kind.getValue().planted() > 0)
            .sorted(Comparator.comparingLong(kind -> kind.getValue().planted()))
            .toList();
    Planted all = fields.allChanged();
    return format(
        Locale.ROOT,
        "Of %,d changed items that were planted in %s (%d %s of change of %s, seed %d) %s were"
            + " found%s.",
        all.planted(),
        plural(fields),
        kinds.size(),
        kinds.size() == 1 ? "kind" : "kinds",
        changedItems(check, fields),
        check.measurement().seed(),
        StatementWords.share(all),
        kinds.isEmpty() ? "" : hardest(kinds));
  }

  /** How many items were changed; the changes of one item are no independent trials. */
  private static String changedItems(Check check, MeasuredFields fields) {
    int most = check.measurement().itemsOfEachSet();
    List<Integer> sizes =
        check.evaluationSets().stream()
            .filter(set -> set.items() != null && set.measured() != null)
            .filter(
                set -> set.measured().stream().anyMatch(it -> it.fields().equals(fields.fields())))
            .map(CheckedSet::items)
            .toList();
    long items = sizes.stream().mapToLong(size -> Math.min(size, most)).sum();
    String many = format(Locale.ROOT, "%,d %s", items, items == 1 ? "item" : "items");
    return sizes.stream().noneMatch(size -> size > most)
        ? many
        : many
            + (sizes.size() == 1
                ? " drawn at random"
                : format(Locale.ROOT, ", up to %,d of each set", most));
  }

  /**
   * The kind of change of which the least is found; where all of every kind are, what is sure.
   *
   * @param kinds the one of which the least was planted first
   */
  private static String hardest(List<Map.Entry<String, Planted>> kinds) {
    Map.Entry<String, Planted> least =
        Collections.min(
            kinds,
            Comparator.comparingDouble(
                kind -> (double) kind.getValue().found() / kind.getValue().planted()));
    Planted leaks = least.getValue();
    if (leaks.found() < leaks.planted()) {
      return format(
          "; of the hardest kind of change, %s, %s",
          StatementWords.kind(least.getKey()), StatementWords.share(leaks));
    }
    double sure = Confidence.interval(leaks.found(), leaks.planted()).low();
    return "; of every kind at least " + StatementWords.down(sure);
  }

  private static String unseen(Check check, MeasuredFields fields) {
    int notFound = fields.notFound().items();
    int few = fields.notFound().tooShort();
    String have = few == 1 ? "has" : "have";
    String of = notFound == 1 ? "it has" : format(Locale.ROOT, "%,d of them %s", few, have);
    String text =
        switch (notFound) {
          case 0 ->
              check.items() == 1
                  ? "The item is found in %3$s as published."
                  : "All %2$,d items are found in %3$s as published.";
          case 1 -> "1 of %2$,d items is not found in %3$s even as published%4$s. Its id is in";
          default -> "%,d of %,d items are not found in %s even as published%s. Their ids are in";
        };
    String tooShort = few == 0 ? "" : "; " + of + " fewer than 8 words";
    return format(Locale.ROOT, text, notFound, check.items(), plural(fields), tooShort)
        + (notFound == 0 ? "" : " contamination.json.");
  }

  private static String clean(Check check) {
    return check.measurement().clean() == null
        ? "The share of clean samples that the rules flag was not measured."
        : format(
            Locale.ROOT,
            "Of %,d prompts that repeat no item %s were flagged.",
            check.measurement().clean().prompts().texts(),
            StatementWords.share(check.measurement().clean().prompts()));
  }

  private static String plural(MeasuredFields fields) {
    return StatementWords.list(fields.fields().stream().map(SampleField::plural).toList());
  }
}
