package io.medsift.evolve;

import static java.util.Objects.requireNonNull;

import io.medsift.evolve.QuestionFunction.Step;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.ReplyCheck;
import io.medsift.llm.prompt.EvolutionPrompts;
import io.medsift.llm.stage.AskStage;
import io.medsift.llm.stage.ModelJob;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The evolution job: seeds to prompts. Each round has stages of its own, since a loop cannot be
 * checkpointed.
 *
 * @param model that evolves, compares and answers, with its base URL
 * @param topics whose input are seeds
 * @param prompts topic of evolved prompts that are kept
 * @param eliminated topic of evolved questions that are not, with the rule
 */
public record EvolutionJob(
    Recipe recipe, AskedModel model, Topics topics, String prompts, String eliminated)
    implements ModelJob, Serializable {

  private static final int ATTEMPTS = 2;

  public EvolutionJob {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(model, "model is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(prompts, "prompts is null");
    requireNonNull(eliminated, "eliminated is null");
  }

  @Override
  public String command() {
    return "evolve";
  }

  @Override
  public List<String> outputs() {
    return List.of(prompts, eliminated);
  }

  @Override
  public DataStream<TopicRecord> stages(DataStream<LogRecord> records, Context context) {
    SingleOutputStreamOperator<EvolvingQuestion> seeds =
        records.process(new SeedFunction(this)).name("parse").uid("parse");
    DataStream<TopicRecord> written = seeds.getSideOutput(EvolutionFunction.WRITTEN);
    DataStream<EvolvingQuestion> start = seeds;
    for (int round = 1; round <= recipe.evolve().rounds(); round++) {
      List<SingleOutputStreamOperator<EvolvingQuestion>> steps = round(start, round, context);
      start = union(steps);
      for (SingleOutputStreamOperator<EvolvingQuestion> step : steps) {
        written = written.union(step.getSideOutput(EvolutionFunction.WRITTEN));
      }
    }
    return written;
  }

  /** Adds one round: evolve, compare if the recipe says so, answer. */
  private List<SingleOutputStreamOperator<EvolvingQuestion>> round(
      DataStream<EvolvingQuestion> start, int round, Context context) {
    List<SingleOutputStreamOperator<EvolvingQuestion>> steps = new ArrayList<>();
    SingleOutputStreamOperator<EvolvingQuestion> evolved =
        step(
            start,
            Step.EVOLVE,
            EvolutionRequests.HOLDS_A_QUESTION,
            new EvolutionFunction.ReadQuestion(this),
            round,
            context);
    steps.add(evolved);
    if (recipe.evolve().compare()) {
      evolved =
          step(
              evolved,
              Step.COMPARE,
              EvolutionRequests.HOLDS_A_COMPARISON,
              new EvolutionFunction.ReadComparison(this),
              round,
              context);
      steps.add(evolved);
    }
    steps.add(
        step(
            evolved,
            Step.ANSWER,
            EvolutionRequests.IS_COMPLETE,
            new EvolutionFunction.ReadAnswer(this),
            round,
            context));
    return steps;
  }

  private SingleOutputStreamOperator<EvolvingQuestion> step(
      DataStream<EvolvingQuestion> in,
      Step step,
      ReplyCheck check,
      EvolutionFunction reader,
      int round,
      Context context) {
    String name = step.name().toLowerCase(Locale.ROOT);
    DataStream<Question> questions =
        in.map(new QuestionFunction(step, model))
            .name("pose " + name + " " + round)
            .uid("pose-" + name + "-" + round);
    AskStage stage =
        new AskStage(
            ModelRole.EVOLVER,
            model,
            EvolutionPrompts.shipped().fingerprint(),
            ATTEMPTS,
            context.outage(),
            check,
            context.cacheTopic());
    return stage
        .ask(questions, context.flow(), "ask-" + name + "-" + round)
        .process(reader)
        .name("read " + name + " " + round)
        .uid("read-" + name + "-" + round);
  }

  private static DataStream<EvolvingQuestion> union(
      List<SingleOutputStreamOperator<EvolvingQuestion>> steps) {
    DataStream<EvolvingQuestion> all = steps.get(0).getSideOutput(EvolutionFunction.NEXT_ROUND);
    for (SingleOutputStreamOperator<EvolvingQuestion> step : steps.subList(1, steps.size())) {
      all = all.union(step.getSideOutput(EvolutionFunction.NEXT_ROUND));
    }
    return all;
  }
}
