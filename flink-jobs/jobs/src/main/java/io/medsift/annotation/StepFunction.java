package io.medsift.annotation;

import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Takes samples a step on: records to write leave by the main output, questions by the others. */
abstract class StepFunction<IN> extends ProcessFunction<IN, TopicRecord> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<Question> FOR_JUDGE =
      new OutputTag<>("for-judge", TypeInformation.of(Question.class));
  static final OutputTag<Question> FOR_EQUIVALENCE =
      new OutputTag<>("for-equivalence", TypeInformation.of(Question.class));

  private final Recipe recipe;
  private final Judging judging;
  private final Comparing comparing;
  private final DecontaminationPlan decontamination;
  private final AnnotationTopics topics;
  private transient Annotator annotator;
  private transient Counter written;
  private transient Counter skipped;

  StepFunction(AnnotationSettings settings, DecontaminationPlan decontamination) {
    this.recipe = settings.recipe();
    this.judging = settings.judging();
    this.comparing = settings.comparing();
    this.decontamination = decontamination;
    this.topics = settings.topics();
  }

  /** The next step of what came; null for what is no sample. */
  abstract Annotator.Step step(Annotator next, IN value);

  @Override
  public void open(OpenContext context) throws Exception {
    try {
      annotator =
          new Annotator(
              recipe,
              judging,
              comparing,
              decontamination,
              topics,
              topics.letters(recipe.limits()).open(getRuntimeContext().getMetricGroup()),
              getRuntimeContext().getMetricGroup().counter("foreign_annotations"));
    } catch (RuntimeException e) {
      // A file that is not there will not be there the next time.
      throw new SuppressRestartsException(e);
    }
    written = getRuntimeContext().getMetricGroup().counter("samples_written");
    skipped = getRuntimeContext().getMetricGroup().counter("samples_skipped");
  }

  @Override
  public void processElement(IN value, Context context, Collector<TopicRecord> out) {
    Annotator.Step step = step(annotator, value);
    if (step == null) {
      return;
    }
    if (step.record() == null) {
      context.output(step.role() == ModelRole.JUDGE ? FOR_JUDGE : FOR_EQUIVALENCE, step.question());
      return;
    }
    if (step.skipped()) {
      skipped.inc();
    }
    if (step.record().origin() == null) {
      written.inc();
    }
    out.collect(step.record());
  }

  @Override
  public void close() throws Exception {
    if (annotator != null) {
      annotator.close();
    }
  }
}
