package io.medsift.generation;

import io.medsift.asking.Answered;
import io.medsift.asking.AskStage;
import io.medsift.asking.Intake;
import io.medsift.asking.Question;
import io.medsift.asking.TopicRecord;
import io.medsift.curation.read.LogRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The generation job from prompts to samples; the same in a run and in a test. */
public final class GenerationTopology {
  private GenerationTopology() {}

  /** Adds the stages to {@code env}. */
  public static void define(
      StreamExecutionEnvironment env, GenerationEnds ends, GenerationSettings settings) {
    Intake intake = Intake.create();
    DataStream<LogRecord> prompts =
        env.fromSource(
                intake.limit(ends.source(), TypeInformation.of(LogRecord.class)),
                WatermarkStrategy.noWatermarks(),
                "read")
            .setParallelism(ends.sourceParallelism())
            .uid("read");
    SingleOutputStreamOperator<Question> questions =
        prompts
            .process(new PoseFunction(settings.recipe(), settings.model(), settings.topics()))
            // Beside the source: a prompt makes many questions, of which channels hold fewer.
            .setParallelism(ends.sourceParallelism())
            .name("pose questions")
            .uid("pose-questions");
    SingleOutputStreamOperator<Answered> answered =
        AskStage.ask(questions, settings.plan(), intake, "ask-generator");
    SingleOutputStreamOperator<TopicRecord> samples =
        answered
            .map(new ComposeFunction(settings.recipe(), settings.model(), settings.topics()))
            .name("compose samples")
            .uid("compose-samples");
    samples
        .union(questions.getSideOutput(PoseFunction.DEAD_LETTERS))
        .sinkTo(ends.sink())
        .name("write")
        .uid("write");
  }
}
