package io.medsift.curation.decontaminate;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.decontamination.SemanticRule;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.embedding.Cosine;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.sample.Annotations.LeakAnnotation;
import io.medsift.sample.Sample;
import io.medsift.storage.Sha256;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rule {@code semantic} where a model decides: reads from the annotation of a sample what the
 * model said of the evaluation items near to its prompt. Nothing is asked here.
 *
 * <p>An annotation that was written with the same index covers the sample as it is. One that was
 * written with another covers the items that it names; the prompt is then embedded, to find those
 * near to it that the model was not asked about. Thread-safe.
 */
public final class ModelAnswers {
  private static final int HASH_DIGITS = 16;
  private static final String ASK =
      "send the sample through the annotation job with the recipe and the evaluation sets of this"
          + " run";

  private final DecontaminationPlan plan;
  private final DecontaminationStep.Semantic step;
  private final SemanticRule rule;
  private final Map<String, Map<String, EvaluationItem>> items = new HashMap<>();

  ModelAnswers(
      DecontaminationPlan plan,
      DecontaminationStep.Semantic step,
      SemanticRule rule,
      BenchmarkIndex index) {
    this.plan = plan;
    this.step = step;
    this.rule = rule;
    for (EvaluationItem item : index.items()) {
      items.computeIfAbsent(item.set(), none -> new HashMap<>()).putIfAbsent(item.id(), item);
    }
  }

  /** Identifies the text of an item that a model is shown. */
  public static String textHash(EvaluationItem item) {
    return Sha256.of(item.questionWithOptions().getBytes(UTF_8)).substring(0, HASH_DIGITS);
  }

  /** The items that the model is to be asked about, the nearest first. */
  List<SemanticRule.Candidate> candidates(Sample sample) {
    return rule.candidates(sample.prompt(), step.floor(), step.candidates());
  }

  /**
   * Returns whether a model said all that it was to say about the items of this index.
   *
   * @param leak null for none
   */
  public static boolean covers(
      LeakAnnotation leak, DecontaminationPlan plan, DecontaminationStep.Semantic step) {
    return leak != null
        && !leak.isOpen()
        && leak.benchmarks().equals(plan.fingerprint())
        && leak.vectors().equals(plan.vectors())
        && leak.floor() <= step.floor()
        && leak.candidates() >= step.candidates();
  }

  /**
   * What the model said: of the nearest item that it finds to be the same, else of the nearest that
   * it was asked about. Empty where it was asked about none of this index.
   */
  Optional<SemanticRule.Answered> said(Sample sample) {
    LeakAnnotation leak = sample.annotations().leak();
    if (leak == null) {
      return Optional.empty();
    }
    return leak.items().stream()
        .filter(each -> each.same() != null)
        .sorted(Comparator.comparing((LeakAnnotation.Item each) -> !each.same()))
        .flatMap(each -> known(each).map(item -> answered(leak, each, item)).stream())
        .findFirst();
  }

  private Optional<EvaluationItem> known(LeakAnnotation.Item said) {
    return Optional.ofNullable(items.getOrDefault(said.set(), Map.of()).get(said.item()))
        .filter(item -> said.is(item.set(), item.id(), textHash(item)));
  }

  private SemanticRule.Answered answered(
      LeakAnnotation leak, LeakAnnotation.Item said, EvaluationItem item) {
    return new SemanticRule.Answered(
        item, said.similarity(), leak.floor(), said.same(), leak.model(), leak.promptVersion());
  }

  /**
   * The nearest item that the similarity has to decide on, since the model was not asked about it.
   * Empty where there is none, or the recipe does not let the similarity decide.
   */
  Optional<SemanticRule.Match> bySimilarity(Sample sample) {
    LeakAnnotation leak = sample.annotations().leak();
    if (step.unanswered() != DecontaminationStep.Semantic.Unanswered.SIMILARITY
        || covers(leak, plan, step)) {
      return Optional.empty();
    }
    return leak == null
        ? rule.compare(sample.prompt())
        : unasked(sample, leak).findFirst().map(rule::match);
  }

  /**
   * Why the sample is a dead letter, as the model's word is missing; empty where it is none. An
   * item whose similarity another processor may find below the floor needs no word: whether it is a
   * candidate would otherwise depend on the processor.
   */
  Optional<String> missing(Sample sample) {
    LeakAnnotation leak = sample.annotations().leak();
    if (step.unanswered() != DecontaminationStep.Semantic.Unanswered.DEAD_LETTER
        || covers(leak, plan, step)) {
      return Optional.empty();
    }
    if (leak == null) {
      return Optional.of(
          (sample.annotations().skipped() == null
                  ? "field 'annotations.leak' is missing, and the rule semantic decides by it: "
                  : "field 'annotations.leak' is missing; the annotation job skipped the sample for"
                      + " an evaluation item that this run does not find, so ")
              + ASK);
    }
    return unasked(sample, leak)
        .filter(near -> !Cosine.alike(near.similarity(), step.floor()))
        .findFirst()
        .map(
            near ->
                format(
                    Locale.ROOT,
                    "field 'annotations.leak' does not say whether the prompt asks the same as item"
                        + " %s of %s (similarity %s), since it was written with other evaluation"
                        + " sets or another recipe: %s",
                    near.item().id(),
                    near.item().set(),
                    near.similarity(),
                    ASK));
  }

  private Stream<SemanticRule.Candidate> unasked(Sample sample, LeakAnnotation leak) {
    Predicate<EvaluationItem> asked =
        item ->
            leak.items().stream()
                .anyMatch(
                    each -> each.same() != null && each.is(item.set(), item.id(), textHash(item)));
    return candidates(sample).stream().filter(near -> !asked.test(near.item()));
  }
}
