package io.medsift.annotation;

import io.medsift.asking.Answered;
import io.medsift.recipe.ModelRole;

/** Writes what a model said on the sample. */
final class AnnotateFunction extends StepFunction<Answered> {
  private static final long serialVersionUID = 1L;

  private final ModelRole role;

  /** For answers of a role; what the free checks said of the prompt stands. */
  AnnotateFunction(ModelRole role, AnnotationSettings settings) {
    super(settings, null);
    this.role = role;
  }

  @Override
  Annotator.Step step(Annotator next, Answered answered) {
    return next.after(role, answered);
  }
}
