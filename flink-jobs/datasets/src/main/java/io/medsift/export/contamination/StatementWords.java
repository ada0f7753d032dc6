package io.medsift.export.contamination;

import static java.lang.String.format;

import io.medsift.export.contamination.ContaminationStatement.Check;
import io.medsift.export.contamination.ContaminationStatement.CheckedSet;
import io.medsift.export.contamination.ContaminationStatement.TrackRows;
import io.medsift.export.contamination.LeakMeasurement.Flagged;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.Planted;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.DecontaminationStep.SampleField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sentences of a statement, and its figures as people read them. */
public final class StatementWords {
  private final long rows;
  private final List<Check> checks;

  StatementWords(long rows, List<Check> checks) {
    this.rows = rows;
    this.checks = checks;
  }

  /** What was checked, and with what certainty. */
  List<String> summary() {
    List<String> sentences = new ArrayList<>();
    long compared = checks.stream().mapToLong(Check::compared).sum();
    long unknown = rows(null) + rows - checks.stream().mapToLong(Check::accepted).sum();
    if (compared == 0 && unknown == 0) {
      sentences.add("Nothing was checked: no row was compared with an evaluation set.");
      return sentences;
    }
    for (Check check : checks) {
      if (check.compared() > 0) {
        sentences.add(comparison(check));
      }
    }
    if (rows(false) > 0) {
      sentences.add(
          format(
              Locale.ROOT,
              "%s not compared with evaluation sets: their tracks do not decontaminate.",
              wereRows(rows(false))));
    }
    if (unknown > 0) {
      sentences.add(
          format(
              Locale.ROOT,
              "It is not known whether %s compared with evaluation sets: their recipe is not known"
                  + " here, or an earlier version of Medsift exported them.",
              wereRows(unknown)));
    }
    for (Check check : checks) {
      if (check.index() != null && !Objects.equals(check.rules(), List.of())) {
        sentences.addAll(MeasuredWords.of(check));
      }
    }
    if (checks.stream().anyMatch(check -> !measured(check).isEmpty())) {
      sentences.add(MeasuredWords.LIMITS);
    }
    return sentences;
  }

  private long rows(Boolean compared) {
    return checks.stream()
        .flatMap(check -> check.tracks().values().stream())
        .filter(track -> Objects.equals(track.compared(), compared))
        .mapToLong(TrackRows::rows)
        .sum();
  }

  private static String wereRows(long rows) {
    return format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row was" : "rows were");
  }

  private String comparison(Check check) {
    String sets =
        check.knowsItems()
            ? format(
                Locale.ROOT,
                "%,d evaluation %s with %,d %s",
                check.evaluationSets().size(),
                check.evaluationSets().size() == 1 ? "set" : "sets",
                check.items(),
                check.items() == 1 ? "item" : "items")
            : "the evaluation sets of the index " + check.index() + ", which are not known here";
    return format(
        Locale.ROOT,
        "%,d of %,d rows were compared with %s by the recipe %s (%s). A sample in which a rule"
            + " finds an item is not among these rows.",
        check.compared(),
        rows,
        sets,
        check.recipe(),
        rules(check.rules()));
  }

  private static String rules(List<DecontaminationStep> rules) {
    return rules.stream()
        .map(
            rule ->
                "rule "
                    + rule.name()
                    + " in "
                    + list(rule.fields().stream().map(SampleField::plural).toList()))
        .collect(Collectors.joining("; "));
  }

  /** What nothing in the statement speaks of. */
  List<String> notChecked() {
    Set<String> sentences = new LinkedHashSet<>();
    if (checks.stream().noneMatch(check -> check.compared() > 0)) {
      sentences.add("Everything: no row is known to have been compared with an evaluation set.");
      return List.copyOf(sentences);
    }
    for (Check check : checks) {
      if (check.rules() != null && check.compared() > 0) {
        Set<SampleField> fields = new TreeSet<>();
        check.rules().forEach(rule -> fields.addAll(rule.fields()));
        String others =
            list(
                Arrays.stream(SampleField.values())
                    .filter(field -> !fields.contains(field))
                    .map(SampleField::plural)
                    .toList());
        if (!others.isEmpty()) {
          sentences.add(
              format("Fields: no rule of the recipe %s compares %s.", check.recipe(), others));
        }
      }
    }
    sentences.add("Evaluation sets other than those named here.");
    sentences.add(paraphrases());
    sentences.add(
        "Translations: an item in a language other than that of its set" + languages() + ".");
    if (checks.stream().anyMatch(StatementWords::needsSpaces)) {
      sentences.add(
          "Languages without spaces between words, such as Chinese: the rule any-shared-ngram"
              + " compares words between spaces.");
    }
    sentences.add("Answers and explanations of an item without its question or its choices.");
    sentences.add("Images, sound and other media: only text is compared.");
    return List.copyOf(sentences);
  }

  /** What was not checked of paraphrases: all of them, unless every row was compared by meaning. */
  private String paraphrases() {
    Set<String> thresholds = new TreeSet<>();
    for (Check check : checks) {
      if (check.compared() > 0) {
        Optional<DecontaminationStep.Semantic> rule =
            Stream.ofNullable(check.rules())
                .flatMap(List::stream)
                .filter(DecontaminationStep.Semantic.class::isInstance)
                .map(DecontaminationStep.Semantic.class::cast)
                .findFirst();
        if (rule.isEmpty()) {
          return "Paraphrases: an item in other words, with few words in common."
              + paraphrasesFound();
        }
        if (rule.get().asksModel()) {
          return byModel(rule.get()) + paraphrasesFound();
        }
        thresholds.add(String.valueOf(rule.get().threshold()));
      }
    }
    return "Paraphrases whose embedding has a cosine below "
        + String.join(" or ", thresholds)
        + " with that of the item, the limit of the rule semantic, and any its encoder cannot read."
        + paraphrasesFound();
  }

  private static String byModel(DecontaminationStep.Semantic rule) {
    return "Paraphrases about which no model was asked: whose embedding has a cosine below "
        + rule.floor()
        + " with that of the item, or to which "
        + rule.candidates()
        + " other items are nearer, and any that the encoder cannot read. A model says whether the"
        + " others ask the same; how often it errs was not measured.";
  }

  /** How many paraphrases were found, where somebody planted any. */
  private String paraphrasesFound() {
    Planted all = Planted.of(0, 0);
    for (Check check : checks) {
      for (MeasuredFields fields : measured(check)) {
        Planted found = fields.changed().get(LeakMeasurement.PARAPHRASE);
        if (found != null && fields.fields().contains(SampleField.PROMPT)) {
          all = all.plus(found);
        }
      }
    }
    return all.planted() == 0
        ? " How many paraphrases of these items are found was not measured."
        : format(
            Locale.ROOT,
            " Of %,d paraphrases that were planted in prompts %s were found.",
            all.planted(),
            share(all));
  }

  private String languages() {
    Set<String> languages = new TreeSet<>();
    for (Check check : checks) {
      if (check.evaluationSets() != null) {
        check.evaluationSets().stream()
            .map(CheckedSet::languages)
            .filter(Objects::nonNull)
            .forEach(counts -> languages.addAll(counts.keySet()));
      }
    }
    languages.remove("und");
    return languages.isEmpty() ? "" : " (by script: " + String.join(", ", languages) + ")";
  }

  private static boolean needsSpaces(Check check) {
    return check.rules() != null
        && check.rules().stream().anyMatch(DecontaminationStep.AnySharedNgram.class::isInstance);
  }

  /** The figures of all sets of a check together, by fields. */
  public static List<MeasuredFields> measured(Check check) {
    Map<List<SampleField>, MeasuredFields> all = new LinkedHashMap<>();
    if (check.evaluationSets() != null) {
      for (CheckedSet set : check.evaluationSets()) {
        if (set.measured() != null) {
          set.measured().forEach(each -> all.merge(each.fields(), each, MeasuredFields::plus));
        }
      }
    }
    return List.copyOf(all.values());
  }

  /** A kind of change, in words. */
  public static String kind(String wireName) {
    return wireName.replace('_', ' ');
  }

  /** Planted leaks that were found: {@code 118 (98.3 %, at least 94.1 %)}. */
  public static String share(Planted leaks) {
    return leaks.planted() == 0
        ? "none"
        : format(
            Locale.ROOT,
            "%,d (%s%s)",
            leaks.found(),
            down((double) leaks.found() / leaks.planted()),
            leaks.atLeast() == null ? "" : ", at least " + down(leaks.atLeast()));
  }

  /** Texts that were flagged without being leaks: {@code 2 (0.4 %, at most 1.5 %)}. */
  public static String share(Flagged texts) {
    return texts.texts() == 0
        ? "none"
        : format(
            Locale.ROOT,
            "%,d (%s%s)",
            texts.flagged(),
            up((double) texts.flagged() / texts.texts()),
            texts.atMost() == null ? "" : ", at most " + up(texts.atMost()));
  }

  /** A share in percent that is never shown as more than it is. */
  static String down(double share) {
    return format(Locale.ROOT, "%.1f %%", Math.floor(share * 1_000 + 1e-9) / 10);
  }

  /** A share in percent that is never shown as less than it is. */
  private static String up(double share) {
    return format(Locale.ROOT, "%.1f %%", Math.max(0, Math.ceil(share * 1_000 - 1e-9)) / 10);
  }

  static String list(Collection<String> names) {
    List<String> all = List.copyOf(names);
    int last = all.size() - 1;
    return last < 1
        ? String.join("", all)
        : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }
}
