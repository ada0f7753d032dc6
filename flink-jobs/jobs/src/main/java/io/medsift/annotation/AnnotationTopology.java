package io.medsift.annotation;

import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.AskStage;
import io.medsift.llm.stage.FlowControl;
import io.medsift.llm.stage.JobConnectors;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.ModelRole;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The annotation job from end to end; the same in a run and in a test. */
public final class AnnotationTopology {
  private AnnotationTopology() {}

  /** Adds the stages to {@code env}; a role that nobody is to be asked in has none. */
  public static void define(
      StreamExecutionEnvironment env, JobConnectors ends, AnnotationSettings settings) {
    FlowControl intake = FlowControl.create();
    DataStream<LogRecord> records = ends.read(env, intake);
    SingleOutputStreamOperator<TopicRecord> checked =
        records
            .process(new ReadFunction(settings, settings.decontamination()))
            .name("check")
            .uid("check");
    DataStream<TopicRecord> written = checked;
    DataStream<Question> forJudge = checked.getSideOutput(StepFunction.FOR_JUDGE);

    if (settings.comparing() != null) {
      SingleOutputStreamOperator<TopicRecord> compared =
          AskStage.ask(
                  checked.getSideOutput(StepFunction.FOR_EQUIVALENCE),
                  settings.plan(settings.comparing()),
                  intake,
                  "ask-equivalence")
              .process(new AnnotateFunction(ModelRole.EQUIVALENCE, settings))
              .name("write equivalence")
              .uid("write-equivalence");
      written = written.union(compared);
      forJudge = forJudge.union(compared.getSideOutput(StepFunction.FOR_JUDGE));
    }
    if (settings.judging() != null) {
      SingleOutputStreamOperator<TopicRecord> judged =
          AskStage.ask(forJudge, settings.plan(settings.judging()), intake, "ask-judge")
              .process(new AnnotateFunction(ModelRole.JUDGE, settings))
              .name("write score")
              .uid("write-score");
      written = written.union(judged);
    }
    ends.write(written);
  }
}
