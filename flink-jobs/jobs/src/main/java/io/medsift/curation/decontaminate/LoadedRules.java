package io.medsift.curation.decontaminate;

import io.medsift.decontamination.DecontaminationRule;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.sample.Sample;
import io.medsift.sharing.SharedResources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The rules of a plan over its index, of which a process holds one copy. Thread-safe. */
public final class LoadedRules implements AutoCloseable {
  private static final SharedResources<DecontaminationPlan, LoadedRules, RuntimeException> OPEN =
      new SharedResources<>(LoadedRules::load);

  private final List<Rule> rules;

  private record Rule(DecontaminationRule rule, List<SampleField> fields) {}

  /**
   * A text of a sample that repeats an evaluation item.
   *
   * @param turn of the history, from 1; null for another field
   */
  public record Finding(
      DecontaminationRule.Contamination contamination, SampleField field, Integer turn) {}

  private LoadedRules(List<Rule> rules) {
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

  private static Rule rule(DecontaminationStep step, BenchmarkIndex index) {
    return new Rule(DecontaminationPlan.settings(step).on(index), step.fields());
  }

  /**
   * Returns the first finding of the first rule that has one, in the prompt before the other
   * fields.
   */
  public Optional<Finding> check(Sample sample) {
    return checkQuestion(sample).or(() -> checkResponse(sample));
  }

  /** The same, of all that stands before the response. */
  Optional<Finding> checkQuestion(Sample sample) {
    for (Rule rule : rules) {
      Optional<Finding> found =
          prompt(rule, sample).or(() -> history(rule, sample)).or(() -> system(rule, sample));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The same, of the response with its trace. */
  Optional<Finding> checkResponse(Sample sample) {
    String completion = sample.completion();
    if (completion == null) {
      return Optional.empty();
    }
    return rules.stream()
        .map(rule -> part(rule, SampleField.RESPONSE, null, completion))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Finding> prompt(Rule rule, Sample sample) {
    if (!rule.fields().contains(SampleField.PROMPT)) {
      return Optional.empty();
    }
    DecontaminationRule.Passage question =
        new DecontaminationRule.Passage(
            sample.prompt(), List.copyOf(sample.options().values()), sample.history().isEmpty());
    return rule.rule().check(question).map(found -> new Finding(found, SampleField.PROMPT, null));
  }

  private static Optional<Finding> history(Rule rule, Sample sample) {
    for (int i = 0; i < sample.history().size(); i++) {
      Optional<Finding> found =
          part(rule, SampleField.HISTORY, i + 1, sample.history().get(i).content());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> system(Rule rule, Sample sample) {
    return sample.system() == null
        ? Optional.empty()
        : part(rule, SampleField.SYSTEM, null, sample.system());
  }

  private static Optional<Finding> part(Rule rule, SampleField field, Integer turn, String text) {
    return rule.fields().contains(field)
        ? rule.rule()
            .check(DecontaminationRule.Passage.part(text))
            .map(found -> new Finding(found, field, turn))
        : Optional.empty();
  }

  @Override
  public void close() {}
}
