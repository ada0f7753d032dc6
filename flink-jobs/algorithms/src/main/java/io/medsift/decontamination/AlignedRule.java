package io.medsift.decontamination;

import io.medsift.decontamination.alignment.AlignedSearch;
import io.medsift.decontamination.alignment.ItemCues;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.List;
import java.util.Optional;

/**
 * Finds items that someone has changed, besides what the {@link CalibratedRule} finds.
 *
 * <p>Rare words and pairs of words, those of the choices too, lead to at most eight items. Each is
 * aligned with the best place of the prompt, mistyped words allowed for. The prompt is contaminated
 * if most of what the item says beyond the words of its template is there in its order; or less of
 * it, where the item explains most of the prompt: a half, or the choices alone.
 *
 * <p>Where a prompt has other numbers than an item's story, asks something else or the opposite,
 * and has not its choices, it is a new question and no leak. So it is where a short question is the
 * item's with a negation put in, or without its negation and its choices, and where all that it has
 * of a short item is one name. Missing or mistyped words do not speak against a leak, nor do other
 * numbers alone.
 */
public final class AlignedRule implements DecontaminationRule {
  private final List<EvaluationItem> items;
  private final Scratch<CalibratedSearch> calibratedScratch;
  private final Scratch<AlignedSearch> alignedScratch;

  AlignedRule(IndexTables index, Settings settings) {
    IndexTables.Calibrated tables = index.calibrated(settings.calibrated());
    ItemCues cues = new ItemCues(tables.tokens());
    this.items = index.index().items();
    this.calibratedScratch = tables.scratch();
    this.alignedScratch = new Scratch<>(() -> new AlignedSearch(cues, settings.thresholds()));
  }

  @Override
  public Optional<Contamination> check(String prompt) {
    return check(Passage.question(prompt));
  }

  @Override
  public Optional<Contamination> check(Passage passage) {
    String prompt = passage.text();
    CalibratedSearch calibrated = calibratedScratch.forText(prompt);
    AlignedSearch aligned = alignedScratch.forText(prompt);
    int item = calibrated.best(passage);
    if (item != CalibratedSearch.NONE
        && !aligned.contradicts(item, prompt, passage.options(), calibrated.reader())) {
      return Optional.of(
          new Match(items.get(item), calibrated.containment(), calibrated.support(), ""));
    }
    item = aligned.best(prompt, passage.options(), passage.whole(), calibrated.reader());
    if (item == AlignedSearch.NONE) {
      return Optional.empty();
    }
    String place = prompt.substring(aligned.textStart(), aligned.textEnd());
    return Optional.of(new Match(items.get(item), aligned.share(), aligned.support(), place));
  }

  /**
   * Settings of the rule {@code aligned}.
   *
   * @param calibrated of the rule that is asked first
   * @param thresholds of what that does not find
   */
  public record Settings(CalibratedRule.Settings calibrated, AlignedSearch.Thresholds thresholds)
      implements DecontaminationRule.Settings {
    public static final Settings DEFAULT =
        new Settings(CalibratedRule.Settings.DEFAULT, AlignedSearch.Thresholds.DEFAULT);

    @Override
    public DecontaminationRule on(BenchmarkIndex index) {
      return on(new IndexTables(index));
    }

    @Override
    public DecontaminationRule on(IndexTables tables) {
      return new AlignedRule(tables, this);
    }
  }

  /**
   * The prompt follows one evaluation item, changes allowed for.
   *
   * @param score 0 to 1: share of the item's information that is in the prompt
   * @param support information in common, in nats
   * @param passage the part of the prompt that follows the item, as it is there; empty where the
   *     item was found by its phrases
   */
  public record Match(EvaluationItem item, double score, double support, String passage)
      implements Contamination {}
}
