package io.medsift.decontamination;

import static java.util.Objects.requireNonNull;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.List;
import java.util.Optional;

/** Decides whether a prompt repeats an item of an evaluation set. Immutable and thread-safe. */
public interface DecontaminationRule {
  /** The evidence against a prompt, the same on every call; empty if it is clean. */
  Optional<Contamination> check(String prompt);

  /** The same for a text that is not a question, or not all of it; literal rules make no odds. */
  default Optional<Contamination> check(Passage passage) {
    return check(passage.text());
  }

  /** Evidence that a prompt is contaminated. */
  sealed interface Contamination
      permits AnySharedNgramRule.Match,
          FuzzyRule.Match,
          CalibratedRule.Match,
          AlignedRule.Match,
          SemanticRule.Match,
          SemanticRule.Answered {
    /** The evaluation item that the prompt repeats. */
    EvaluationItem item();
  }

  /** Settings of one rule in a recipe; equal settings on equal indexes give equal verdicts. */
  sealed interface Settings
      permits AnySharedNgramRule.Settings,
          FuzzyRule.Settings,
          CalibratedRule.Settings,
          AlignedRule.Settings,
          SemanticRule.Settings {
    /** Builds the tables of the rule, which takes up to some seconds. */
    DecontaminationRule on(BenchmarkIndex index);

    /** The same with tables that other rules have built, or will use. */
    default DecontaminationRule on(IndexTables tables) {
      return on(tables.index());
    }
  }

  /**
   * A text that is compared with evaluation items.
   *
   * @param options choices that come with it, apart from the text; empty where there are none
   * @param whole whether it is all that is asked: a prompt without turns before it
   */
  record Passage(String text, List<String> options, boolean whole) {
    public Passage {
      requireNonNull(text, "text is null");
      options = List.copyOf(options);
    }

    /** A question without anything around it. */
    public static Passage question(String text) {
      return new Passage(text, List.of(), true);
    }

    /** A text among others. */
    public static Passage part(String text) {
      return new Passage(text, List.of(), false);
    }
  }
}
