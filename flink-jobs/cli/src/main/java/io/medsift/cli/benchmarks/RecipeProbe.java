package io.medsift.cli.benchmarks;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.decontamination.AnySharedNgramRule;
import io.medsift.decontamination.DecontaminationRule;
import io.medsift.decontamination.DecontaminationRule.Passage;
import io.medsift.decontamination.IndexTables;
import io.medsift.decontamination.SemanticRule;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.index.EvaluationSet;
import io.medsift.decontamination.probe.Disturbance;
import io.medsift.decontamination.probe.LookAlike;
import io.medsift.decontamination.probe.Probe;
import io.medsift.export.card.Dimension.Language;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.export.contamination.LeakMeasurement.CleanSample;
import io.medsift.export.contamination.LeakMeasurement.Flagged;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.MeasuredSet;
import io.medsift.export.contamination.LeakMeasurement.NotFound;
import io.medsift.export.contamination.LeakMeasurement.Planted;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.recipe.Recipe;
import io.medsift.rows.ReadRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import io.medsift.rows.RowReader;
import io.medsift.storage.NamedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Measures what the rules of a recipe find of the items of an index, and shows the progress. */
public final class RecipeProbe implements AutoCloseable {
  /** Default number of items of each set that are changed. */
  public static final int DEFAULT_ITEMS = 100;

  private final Recipe recipe;
  private final BenchmarkIndex index;
  private final Map<Comparison, List<SampleField>> comparisons = new LinkedHashMap<>();
  private final Map<DecontaminationStep, DecontaminationRule> rules = new HashMap<>();
  private final ProbeProgress progress = new ProbeProgress();

  /**
   * What compares a field.
   *
   * @param question whether the field is a question, and not a part of a text
   */
  private record Comparison(boolean question, List<DecontaminationStep> steps) {}

  /** Returns whether a recipe has a rule that can be measured, as one that asks a model cannot. */
  public static boolean measures(Recipe recipe) {
    return !measured(recipe).isEmpty();
  }

  /** A probe of a recipe with a rule that can be measured. */
  public RecipeProbe(Recipe recipe, BenchmarkIndex index) {
    this.recipe = recipe;
    this.index = index;
    for (SampleField field : SampleField.values()) {
      List<DecontaminationStep> steps =
          measured(recipe).stream().filter(step -> step.fields().contains(field)).toList();
      if (!steps.isEmpty()) {
        comparisons
            .computeIfAbsent(
                new Comparison(field == SampleField.PROMPT, steps), none -> new ArrayList<>())
            .add(field);
      }
    }
    IndexTables tables = new IndexTables(index);
    measured(recipe)
        .forEach(
            step ->
                rules.put(
                    step,
                    DecontaminationPlan.settings(step, DecontaminationPlan.encoder(recipe))
                        .on(tables)));
  }

  /** The rules that decide by themselves: nothing is asked here. */
  private static List<DecontaminationStep> measured(Recipe recipe) {
    return recipe.decontaminate().stream()
        .filter(step -> !(step instanceof DecontaminationStep.Semantic it && it.asksModel()))
        .toList();
  }

  @Override
  public void close() {
    rules.values().stream()
        .filter(SemanticRule.class::isInstance)
        .forEach(rule -> ((SemanticRule) rule).close());
  }

  /**
   * Measures.
   *
   * @param items of each set to change, at least 1
   * @param seed of their choice and changes
   * @param clean files of rows with a {@code prompt} that repeats no item; none to measure none
   * @throws IOException if one of them cannot be read; the message names file and row
   */
  public LeakMeasurement measure(int items, long seed, List<RowFile> clean) throws IOException {
    return measure(items, seed, clean, Paraphrases.NONE);
  }

  /**
   * The same.
   *
   * @param paraphrases of items, to be measured beside the changes
   */
  LeakMeasurement measure(int items, long seed, List<RowFile> clean, Paraphrases paraphrases)
      throws IOException {
    try {
      CleanSample cleanSample = clean.isEmpty() ? null : clean(clean);
      Map<String, List<MeasuredFields>> fields = new LinkedHashMap<>();
      for (Map.Entry<Comparison, List<SampleField>> entry : comparisons.entrySet()) {
        Comparison comparison = entry.getKey();
        Predicate<String> check = text -> isFlagged(comparison, text);
        for (Probe probe : Probe.of(index, check, items, seed, progress::checked)) {
          fields
              .computeIfAbsent(probe.set().name(), none -> new ArrayList<>())
              .add(
                  figures(
                      probe,
                      entry.getValue(),
                      comparison,
                      paraphrases.isEmpty()
                          ? null
                          : found(paraphrases.of(probe.set().name()), check)));
        }
      }
      List<MeasuredSet> sets = new ArrayList<>();
      for (EvaluationSet set : index.sets()) {
        sets.add(
            new MeasuredSet(
                set.name(),
                set.items().size(),
                languages(set),
                fields.getOrDefault(set.name(), List.of())));
      }
      return new LeakMeasurement(
          LeakMeasurement.FORMAT,
          recipe.stamp().name(),
          recipe.stamp().hash(),
          index.fingerprint(),
          recipe.decontaminate(),
          items,
          seed,
          sets,
          cleanSample);
    } finally {
      progress.end();
    }
  }

  private Planted found(List<String> paraphrases, Predicate<String> check) {
    long found = paraphrases.stream().filter(check).count();
    progress.checked(paraphrases.size());
    return Planted.of(paraphrases.size(), found);
  }

  private boolean isFlagged(Comparison comparison, String text) {
    Passage passage = comparison.question() ? Passage.question(text) : Passage.part(text);
    return comparison.steps().stream().anyMatch(step -> rules.get(step).check(passage).isPresent());
  }

  private static SortedMap<String, Integer> languages(EvaluationSet set) {
    SortedMap<String, Integer> languages = new TreeMap<>();
    set.items()
        .forEach(item -> languages.merge(Language.of(item.question()).code(), 1, Integer::sum));
    return languages;
  }

  private static MeasuredFields figures(
      Probe probe, List<SampleField> fields, Comparison comparison, Planted paraphrases) {
    Map<String, Planted> changed = new LinkedHashMap<>();
    for (Map.Entry<Disturbance, Probe.Share> kind : probe.found().entrySet()) {
      changed.put(
          wireName(kind.getKey()), Planted.of(kind.getValue().planted(), kind.getValue().found()));
    }
    if (paraphrases != null) {
      changed.put(LeakMeasurement.PARAPHRASE, paraphrases);
    }
    Map<String, Flagged> alike = new LinkedHashMap<>();
    for (Map.Entry<LookAlike, Probe.Share> kind : probe.flagged().entrySet()) {
      alike.put(
          wireName(kind.getKey()), Flagged.of(kind.getValue().planted(), kind.getValue().found()));
    }
    List<EvaluationItem> unseen = probe.unseen();
    return new MeasuredFields(
        fields,
        comparison.steps().stream().map(DecontaminationStep::name).toList(),
        new NotFound(
            unseen.size(),
            (int) unseen.stream().filter(RecipeProbe::isShort).count(),
            unseen.stream().map(EvaluationItem::id).toList()),
        changed,
        alike);
  }

  /** Where nothing is between words, as in Chinese, a character counts as one. */
  static boolean isShort(EvaluationItem item) {
    String text = item.questionWithOptions().strip();
    long ideographs = text.codePoints().filter(Character::isIdeographic).count();
    return text.split("\\s+").length + ideographs < AnySharedNgramRule.Settings.DEFAULT.words();
  }

  private static String wireName(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private CleanSample clean(List<RowFile> files) throws IOException {
    Comparison first = comparisons.keySet().iterator().next();
    long prompts = 0;
    long flagged = 0;
    for (RowFile file : files) {
      try (RowReader reader = file.open(RowLimits.DEFAULT)) {
        for (ReadRow row = reader.next(); row != null; row = reader.next()) {
          String prompt = prompt(row);
          if (prompt != null) {
            prompts++;
            flagged += isFlagged(first, prompt) ? 1 : 0;
            progress.checked(1);
          }
        }
      }
    }
    List<NamedFile> named = new ArrayList<>();
    for (Path file : new LinkedHashSet<>(files.stream().map(RowFile::path).toList())) {
      named.add(NamedFile.of(file));
    }
    return new CleanSample(named, Flagged.of(prompts, flagged));
  }

  /** The prompt of a row; null where a line is no row. */
  private static String prompt(ReadRow row) throws IOException {
    if (row instanceof ReadRow.MalformedRow malformed) {
      throw new IOException(
          format(
              Locale.ROOT, "row %,d of %s: %s", row.number() + 1, row.file(), malformed.problem()));
    }
    if (!(row instanceof ReadRow.FileRow whole)) {
      return null;
    }
    JsonNode prompt = whole.columns().path("prompt");
    if (!prompt.isTextual()) {
      throw new IOException(
          format(Locale.ROOT, "row %,d of %s has no text 'prompt'", row.number() + 1, row.file()));
    }
    return prompt.textValue();
  }

  /** Shows how many texts were checked; called by several threads. */
  private static final class ProbeProgress {
    private final ProgressDisplay display = ProgressDisplay.onStandardError();
    private long drawnAt = System.nanoTime();
    private long texts;

    synchronized void checked(int more) {
      texts += more;
      long now = System.nanoTime();
      if (now - drawnAt >= display.interval().toNanos()) {
        drawnAt = now;
        display.offer(time -> format(Locale.ROOT, "%,d planted texts checked", texts));
      }
    }

    synchronized void end() {
      display.clear();
    }
  }
}
