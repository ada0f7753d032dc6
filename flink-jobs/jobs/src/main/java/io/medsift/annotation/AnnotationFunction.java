package io.medsift.annotation;

import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.ModelRole;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Takes the next step of a sample: emits a record to write, or a question to a side output. */
abstract class AnnotationFunction<IN> extends ProcessFunction<IN, TopicRecord> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<Question> FOR_JUDGE =
      new OutputTag<>("for-judge", TypeInformation.of(Question.class));
  static final OutputTag<Question> FOR_EQUIVALENCE =
      new OutputTag<>("for-equivalence", TypeInformation.of(Question.class));

  static final OutputTag<Question> FOR_LEAK =
      new OutputTag<>("for-leak", TypeInformation.of(Question.class));

  private final Annotator.Plan plan;
  private transient Annotator annotator;
  private transient Counter written;
  private transient Counter skipped;

  AnnotationFunction(Annotator.Plan plan) {
    this.plan = plan;
  }

  /** Returns the next step of an element; null for a heartbeat. */
  abstract Annotator.Step step(Annotator annotator, IN value);

  @Override
  public void open(OpenContext context) throws Exception {
    try {
      annotator = plan.open(getRuntimeContext().getMetricGroup());
    } catch (RuntimeException e) {
      // A missing file will be missing after a restart too.
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
      context.output(output(step.role()), step.question());
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

  private static OutputTag<Question> output(ModelRole role) {
    return switch (role) {
      case JUDGE -> FOR_JUDGE;
      case EQUIVALENCE -> FOR_EQUIVALENCE;
      case LEAK -> FOR_LEAK;
      case GENERATOR, EVOLVER -> throw new IllegalStateException("no annotation by " + role);
    };
  }

  @Override
  public void close() throws Exception {
    if (annotator != null) {
      annotator.close();
    }
  }

  /** Parses records as samples and runs the checks that cost nothing. */
  static final class Check extends AnnotationFunction<LogRecord> {
    private static final long serialVersionUID = 1L;

    private transient Counter read;

    Check(Annotator.Plan plan) {
      super(plan);
    }

    @Override
    public void open(OpenContext context) throws Exception {
      super.open(context);
      read = getRuntimeContext().getMetricGroup().counter("samples_read");
    }

    @Override
    Annotator.Step step(Annotator annotator, LogRecord record) {
      if (record.heartbeat()) {
        return null;
      }
      read.inc();
      return annotator.first(record);
    }
  }

  /** Writes the reply of a model on the sample. */
  static final class Annotate extends AnnotationFunction<QuestionResult> {
    private static final long serialVersionUID = 1L;

    private final ModelRole role;

    Annotate(ModelRole role, Annotator.Plan plan) {
      super(plan);
      this.role = role;
    }

    @Override
    Annotator.Step step(Annotator annotator, QuestionResult result) {
      return annotator.after(role, result);
    }
  }
}
