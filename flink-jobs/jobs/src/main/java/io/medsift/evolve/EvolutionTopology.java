package io.medsift.evolve;

import io.medsift.evolve.QuestionFunction.Step;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.AskStage;
import io.medsift.llm.stage.FlowControl;
import io.medsift.llm.stage.JobConnectors;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.ReplyCheck;
import io.medsift.llm.stage.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The evolution job from seeds to prompts; the same in a run and in a test. Each round has stages
 * of its own: a loop could not be checkpointed.
 */
public final class EvolutionTopology {
  private final EvolutionSettings settings;
  private final FlowControl intake = FlowControl.create();

  private EvolutionTopology(EvolutionSettings settings) {
    this.settings = settings;
  }

  /** Adds the stages to {@code env}. */
  public static void define(
      StreamExecutionEnvironment env, JobConnectors ends, EvolutionSettings settings) {
    new EvolutionTopology(settings).define(env, ends);
  }

  private void define(StreamExecutionEnvironment env, JobConnectors ends) {
    DataStream<LogRecord> records = ends.read(env, intake);
    SingleOutputStreamOperator<Evolving> seeds =
        records
            .process(new SeedFunction(settings.recipe(), settings.topics()))
            .name("parse")
            .uid("parse");
    DataStream<TopicRecord> written = seeds.getSideOutput(StepFunction.WRITTEN);
    DataStream<Evolving> beginning = seeds;
    for (int round = 1; round <= settings.evolve().rounds(); round++) {
      List<SingleOutputStreamOperator<Evolving>> steps = round(beginning, round);
      beginning = union(steps);
      for (SingleOutputStreamOperator<Evolving> step : steps) {
        written = written.union(step.getSideOutput(StepFunction.WRITTEN));
      }
    }
    ends.write(written);
  }

  /** One round: evolve, compare if the recipe says so, answer. */
  private List<SingleOutputStreamOperator<Evolving>> round(
      DataStream<Evolving> beginning, int round) {
    List<SingleOutputStreamOperator<Evolving>> steps = new ArrayList<>();
    SingleOutputStreamOperator<Evolving> evolved =
        step(
            beginning,
            Step.EVOLVE,
            EvolutionRequests.HOLDS_A_QUESTION,
            new EvolvedFunction(settings),
            round);
    steps.add(evolved);
    if (settings.evolve().compare()) {
      evolved =
          step(
              evolved,
              Step.COMPARE,
              EvolutionRequests.SAYS_WHETHER_EQUAL,
              new ComparedFunction(settings),
              round);
      steps.add(evolved);
    }
    steps.add(
        step(
            evolved,
            Step.ANSWER,
            EvolutionRequests.IS_WHOLE,
            new AnsweredFunction(settings),
            round));
    return steps;
  }

  private SingleOutputStreamOperator<Evolving> step(
      DataStream<Evolving> in, Step step, ReplyCheck check, StepFunction reader, int round) {
    String name = step.name().toLowerCase(Locale.ROOT);
    DataStream<Question> questions =
        in.map(new QuestionFunction(step, settings.model()))
            .name("pose " + name + " " + round)
            .uid("pose-" + name + "-" + round);
    return AskStage.ask(questions, settings.plan(check), intake, "ask-" + name + "-" + round)
        .process(reader)
        .name("read " + name + " " + round)
        .uid("read-" + name + "-" + round);
  }

  private static DataStream<Evolving> union(List<SingleOutputStreamOperator<Evolving>> steps) {
    DataStream<Evolving> all = steps.get(0).getSideOutput(StepFunction.NEXT_ROUND);
    for (SingleOutputStreamOperator<Evolving> step : steps.subList(1, steps.size())) {
      all = all.union(step.getSideOutput(StepFunction.NEXT_ROUND));
    }
    return all;
  }
}
