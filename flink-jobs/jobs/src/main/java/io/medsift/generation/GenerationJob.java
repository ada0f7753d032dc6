package io.medsift.generation;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.ReplyCheck;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.llm.stage.AskStage;
import io.medsift.llm.stage.ModelJob;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.GenerationOutput;
import io.medsift.verdict.Gate;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The generation job: prompts to samples.
 *
 * @param model that responds, with its base URL
 * @param topics whose input are prompts
 * @param samples topic of samples that the gates of their tracks can decide on
 * @param unscored topic of samples that have to pass through the annotation job first
 */
public record GenerationJob(
    Recipe recipe, AskedModel model, Topics topics, String samples, String unscored)
    implements ModelJob, Serializable {

  /** Any reply is a response; failures of the endpoint are retried by the client. */
  private static final int ATTEMPTS = 1;

  public GenerationJob {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(model, "model is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(unscored, "unscored is null");
  }

  @Override
  public String command() {
    return "generate";
  }

  /** Returns the topics that the recipe's {@code generate.output} and gates need. */
  @Override
  public List<String> outputs() {
    boolean allUnscored = recipe.generate().output() == GenerationOutput.UNSCORED;
    boolean someUnscored = allUnscored || recipe.runs(Gate.JUDGE) || recipe.runs(Gate.VERIFY);
    return Stream.concat(
            someUnscored ? Stream.of(unscored) : Stream.empty(),
            allUnscored ? Stream.empty() : Stream.of(samples))
        .distinct()
        .toList();
  }

  @Override
  public DataStream<TopicRecord> stages(DataStream<LogRecord> prompts, Context context) {
    SingleOutputStreamOperator<Question> questions =
        prompts
            .process(new PromptFunction(this))
            // Beside the source: a prompt makes many questions, of which channels hold fewer.
            .setParallelism(context.sourceParallelism())
            .name("pose questions")
            .uid("pose-questions");
    AskStage stage =
        new AskStage(
            ModelRole.GENERATOR,
            model,
            GenerationPrompts.shipped().fingerprint(),
            ATTEMPTS,
            context.outage(),
            ReplyCheck.ANY,
            context.cacheTopic());
    SingleOutputStreamOperator<QuestionResult> results =
        stage.ask(questions, context.flow(), "ask-generator");
    return results
        .map(new ComposeFunction(this))
        .name("compose samples")
        .uid("compose-samples")
        .union(questions.getSideOutput(PromptFunction.DEAD_LETTERS));
  }
}
