package io.medsift.curation.decontaminate;

import io.medsift.decontamination.DecontaminationRule;
import io.medsift.decontamination.IndexTables;
import io.medsift.decontamination.SemanticRule;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.sample.Sample;
import io.medsift.sharing.SharedResources;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The rules of a plan over its index, of which a process holds one copy. Thread-safe. */
public final class LoadedRules implements AutoCloseable {
  private static final SharedResources<DecontaminationPlan, LoadedRules, RuntimeException> OPEN =
      new SharedResources<>(LoadedRules::load);

  private final List<Rule> rules;
  private final KnownTies ties;

  /** A rule of the recipe; {@code model} is null unless a model decides. */
  private record Rule(DecontaminationRule rule, List<SampleField> fields, ModelAnswers model) {}

  /**
   * A text of a sample that repeats an evaluation item, or misses that by less than the error of
   * its embedding.
   *
   * @param turn of the history, from 1; null for another field
   */
  public record Finding(
      DecontaminationRule.Contamination contamination, SampleField field, Integer turn) {
    /** Returns whether another processor may find otherwise. */
    public boolean isNearTie() {
      return contamination instanceof SemanticRule.Match match && match.nearTie();
    }

    /** Returns whether it speaks against the sample. */
    boolean isLeak() {
      if (contamination instanceof SemanticRule.Answered answered) {
        return answered.same();
      }
      return !(contamination instanceof SemanticRule.Match match) || match.reached();
    }
  }

  private LoadedRules(List<Rule> rules, KnownTies ties) {
    this.rules = rules;
    this.ties = ties;
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
    requireVectors(plan, index);
    // Before an encoder is open, which nobody would close if the log cannot be read.
    KnownTies ties = new KnownTies(plan);
    IndexTables tables = new IndexTables(index);
    return new LoadedRules(
        plan.steps().stream().map(step -> rule(step, plan, index, tables)).toList(), ties);
  }

  private static void requireVectors(DecontaminationPlan plan, BenchmarkIndex index) {
    String found = index.embedding().map(BenchmarkIndex.Embedding::fingerprint).orElse("none");
    if (plan.vectors() != null && !plan.vectors().equals(found)) {
      throw new IllegalStateException(
          ("The vectors of the benchmark index in %s have changed since the job was defined: they"
                  + " were %s and are %s. Start the job again to use them.")
              .formatted(plan.benchmarks(), plan.vectors(), found));
    }
  }

  private static Rule rule(
      DecontaminationStep step,
      DecontaminationPlan plan,
      BenchmarkIndex index,
      IndexTables tables) {
    DecontaminationRule rule = DecontaminationPlan.settings(step, plan.encoder()).on(tables);
    ModelAnswers model =
        step instanceof DecontaminationStep.Semantic semantic && semantic.asksModel()
            ? new ModelAnswers(plan, semantic, (SemanticRule) rule, index)
            : null;
    return new Rule(rule, step.fields(), model);
  }

  /**
   * Returns the first finding of the first rule that has one, in the prompt before the other
   * fields.
   */
  public Optional<Finding> check(Sample sample) {
    return checkQuestion(sample).filter(Finding::isLeak).or(() -> checkResponse(sample));
  }

  /** The same, leaving out the rule that a model decides on. */
  public Optional<Finding> checkWithoutModel(Sample sample) {
    List<Rule> own = rules.stream().filter(rule -> rule.model() == null).toList();
    return checkQuestion(own, sample).filter(Finding::isLeak).or(() -> checkResponse(sample));
  }

  /**
   * The evaluation items that a model is to be asked about, the nearest first; none where no model
   * decides.
   */
  public List<SemanticRule.Candidate> candidates(Sample sample) {
    return modelAnswers().map(model -> model.candidates(sample)).orElse(List.of());
  }

  /** Why nothing can be decided on a sample in which no rule finds anything; empty where it can. */
  Optional<String> missing(Sample sample) {
    return modelAnswers().flatMap(model -> model.missing(sample));
  }

  private Optional<ModelAnswers> modelAnswers() {
    return rules.stream().map(Rule::model).filter(Objects::nonNull).findFirst();
  }

  /**
   * The same, of all that is before the response. Where there is no leak, what misses being one by
   * less than the error of an embedding.
   */
  Optional<Finding> checkQuestion(Sample sample) {
    return checkQuestion(rules, sample);
  }

  private Optional<Finding> checkQuestion(List<Rule> run, Sample sample) {
    Optional<Finding> nearMiss = Optional.empty();
    for (Rule rule : run) {
      Optional<Finding> found =
          prompt(rule, sample).or(() -> history(rule, sample)).or(() -> system(rule, sample));
      if (found.filter(Finding::isLeak).isPresent()) {
        return found;
      }
      nearMiss = nearMiss.or(() -> found);
    }
    return nearMiss;
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

  private Optional<Finding> prompt(Rule rule, Sample sample) {
    if (!rule.fields().contains(SampleField.PROMPT)) {
      return Optional.empty();
    }
    if (rule.model() != null) {
      return byModel(rule.model(), sample);
    }
    if (rule.rule() instanceof SemanticRule semantic) {
      return ties.find(sample.prompt())
          .or(() -> semantic.compare(sample.prompt()))
          .filter(nearest -> nearest.reached() || nearest.nearTie())
          .map(nearest -> new Finding(nearest, SampleField.PROMPT, null));
    }
    DecontaminationRule.Passage question =
        new DecontaminationRule.Passage(
            sample.prompt(), List.copyOf(sample.options().values()), sample.history().isEmpty());
    return rule.rule().check(question).map(found -> new Finding(found, SampleField.PROMPT, null));
  }

  /** The word of the model counts first, then the similarity to what it was not asked about. */
  private Optional<Finding> byModel(ModelAnswers model, Sample sample) {
    Optional<Finding> said =
        model.said(sample).map(answer -> new Finding(answer, SampleField.PROMPT, null));
    if (said.filter(Finding::isLeak).isPresent()) {
      return said;
    }
    return model
        .bySimilarity(sample)
        .map(nearest -> ties.find(sample.prompt()).orElse(nearest))
        .filter(nearest -> nearest.reached() || nearest.nearTie())
        .map(nearest -> new Finding(nearest, SampleField.PROMPT, null))
        .or(() -> said);
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
  public void close() {
    for (Rule rule : rules) {
      if (rule.rule() instanceof SemanticRule semantic) {
        semantic.close();
      }
    }
  }
}
