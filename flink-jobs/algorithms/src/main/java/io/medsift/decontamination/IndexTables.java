package io.medsift.decontamination;

import static java.util.Objects.requireNonNull;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.token.ItemGrams;
import io.medsift.decontamination.token.ItemTokens;
import java.util.HashMap;
import java.util.Map;

/**
 * An index with the tables that its rules share, so that two rules of a recipe hold them once. Not
 * thread-safe; the rules that are made with it are.
 */
public final class IndexTables {
  private final BenchmarkIndex index;
  private final Map<CalibratedRule.Settings, Calibrated> calibrated = new HashMap<>();

  public IndexTables(BenchmarkIndex index) {
    this.index = requireNonNull(index, "index is null");
  }

  /**
   * The items as weighted grams.
   *
   * @param scratch a work space for each thread
   */
  record Calibrated(ItemTokens tokens, ItemGrams grams, Scratch<CalibratedSearch> scratch) {
    private static Calibrated of(BenchmarkIndex index, CalibratedRule.Settings settings) {
      ItemTokens tokens = new ItemTokens(index.items(), settings.gramLength());
      ItemGrams grams = new ItemGrams(tokens, settings.gramLength());
      return new Calibrated(
          tokens, grams, new Scratch<>(() -> new CalibratedSearch(tokens, grams, settings)));
    }
  }

  BenchmarkIndex index() {
    return index;
  }

  /** The tables of the calibrated rule, the same for equal settings. */
  Calibrated calibrated(CalibratedRule.Settings settings) {
    return calibrated.computeIfAbsent(settings, each -> Calibrated.of(index, each));
  }
}
