package io.medsift.curation.decontaminate;

import io.medsift.decontamination.AlignedRule;
import io.medsift.decontamination.AnySharedNgramRule;
import io.medsift.decontamination.CalibratedRule;
import io.medsift.decontamination.DecontaminationRule;
import io.medsift.decontamination.FuzzyRule;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.Recipe;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * The settings of the gate as its function uses them.
 *
 * @param benchmarks directory of the benchmark index
 * @param fingerprint what the directory held when the job was defined
 * @param steps in the order in which they run
 */
public record DecontaminationPlan(
    String benchmarks, String fingerprint, List<DecontaminationStep> steps)
    implements Serializable {

  public DecontaminationPlan {
    steps = List.copyOf(steps);
  }

  /** The plan of a recipe that decontaminates, over the index that the directory holds now. */
  public static DecontaminationPlan of(Path directory, Recipe recipe) {
    return new DecontaminationPlan(
        directory.toString(), BenchmarkIndex.load(directory).fingerprint(), recipe.decontaminate());
  }

  /** Returns the settings of the rule that a step of a recipe names. */
  public static DecontaminationRule.Settings settings(DecontaminationStep step) {
    if (step instanceof DecontaminationStep.AnySharedNgram ngram) {
      return new AnySharedNgramRule.Settings(ngram.n(), ngram.includeOptions());
    }
    if (step instanceof DecontaminationStep.Fuzzy fuzzy) {
      return new FuzzyRule.Settings(fuzzy.threshold(), false);
    }
    if (step instanceof DecontaminationStep.Aligned) {
      return AlignedRule.Settings.DEFAULT;
    }
    if (step instanceof DecontaminationStep.Calibrated) {
      return CalibratedRule.Settings.DEFAULT;
    }
    throw new IllegalStateException("a rule without settings: " + step);
  }
}
