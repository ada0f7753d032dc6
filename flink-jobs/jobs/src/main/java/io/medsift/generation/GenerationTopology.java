package io.medsift.generation;

import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.AskStage;
import io.medsift.llm.stage.FlowControl;
import io.medsift.llm.stage.JobConnectors;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.TopicRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The generation job from prompts to samples; the same in a run and in a test. */
public final class GenerationTopology {
  private GenerationTopology() {}

  /** Adds the stages to {@code env}. */
  public static void define(
      StreamExecutionEnvironment env, JobConnectors ends, GenerationSettings settings) {
    FlowControl intake = FlowControl.create();
    DataStream<LogRecord> prompts = ends.read(env, intake);
    SingleOutputStreamOperator<Question> questions =
        prompts
            .process(new PoseFunction(settings.recipe(), settings.model(), settings.topics()))
            // Beside the source: a prompt makes many questions, of which channels hold fewer.
            .setParallelism(ends.sourceParallelism())
            .name("pose questions")
            .uid("pose-questions");
    SingleOutputStreamOperator<QuestionResult> answered =
        AskStage.ask(questions, settings.plan(), intake, "ask-generator");
    SingleOutputStreamOperator<TopicRecord> samples =
        answered
            .map(new ComposeFunction(settings.recipe(), settings.model(), settings.topics()))
            .name("compose samples")
            .uid("compose-samples");
    ends.write(samples.union(questions.getSideOutput(PoseFunction.DEAD_LETTERS)));
  }
}
