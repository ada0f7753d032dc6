package io.medsift.annotation;

import io.medsift.llm.stage.QuestionResult;
import io.medsift.recipe.ModelRole;

/** Writes what a model said on the sample. */
final class AnnotateFunction extends StepFunction<QuestionResult> {
  private static final long serialVersionUID = 1L;

  private final ModelRole role;

  /** For answers of a role; what the free checks said of the prompt stands. */
  AnnotateFunction(ModelRole role, AnnotationSettings settings) {
    super(settings, null);
    this.role = role;
  }

  @Override
  Annotator.Step step(Annotator next, QuestionResult answered) {
    return next.after(role, answered);
  }
}
