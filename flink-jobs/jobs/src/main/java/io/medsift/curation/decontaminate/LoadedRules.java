package io.medsift.curation.decontaminate;

import io.medsift.decontamination.BenchmarkIndex;
import io.medsift.decontamination.Contamination;
import io.medsift.decontamination.DecontaminationRule;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.sharing.SharedResources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The rules of a plan over its index, of which a process holds one copy. Thread-safe. */
public final class LoadedRules implements AutoCloseable {
  private static final SharedResources<DecontaminationPlan, LoadedRules, RuntimeException> OPEN =
      new SharedResources<>(LoadedRules::load);

  private final List<DecontaminationRule> rules;

  private LoadedRules(List<DecontaminationRule> rules) {
    this.rules = rules;
  }

  /** A lease on the one copy. */
  public static SharedResources<DecontaminationPlan, LoadedRules, RuntimeException>.Lease acquire(
      DecontaminationPlan plan) {
    return OPEN.acquire(plan);
  }

  private static LoadedRules load(DecontaminationPlan plan) {
    BenchmarkIndex index = BenchmarkIndex.load(Path.of(plan.benchmarks()));
    if (!index.fingerprint().equals(plan.fingerprint())) {
      throw new IllegalStateException(
          ("The benchmark index in %s has changed since the job was defined: it was %s and is %s."
                  + " Start the job again to use it.")
              .formatted(plan.benchmarks(), plan.fingerprint(), index.fingerprint()));
    }
    return new LoadedRules(plan.steps().stream().map(step -> rule(step, index)).toList());
  }

  private static DecontaminationRule rule(DecontaminationStep step, BenchmarkIndex index) {
    return DecontaminationPlan.settings(step).on(index);
  }

  /** What the first rule that finds anything finds. */
  public Optional<Contamination> check(String prompt) {
    for (DecontaminationRule rule : rules) {
      Optional<Contamination> found = rule.check(prompt);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {}
}
