package io.medsift.annotation;

import static java.util.Objects.requireNonNull;

import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.prompt.AnnotationPrompt;
import io.medsift.llm.prompt.LeakPrompt;
import io.medsift.llm.stage.AskStage;
import io.medsift.llm.stage.ModelJob;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Models;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.Gate;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The annotation job: unscored samples to annotated samples.
 *
 * @param models judge, equivalence and leak with their base URLs, each null if it is not asked
 * @param benchmarks directory of the evaluation index, for the free checks; null for none
 * @param topics whose input are unscored samples
 * @param samples topic of annotated samples
 */
public record AnnotationJob(
    Recipe recipe, Models models, Path benchmarks, Topics topics, String samples)
    implements ModelJob {

  public AnnotationJob {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(models, "models is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(samples, "samples is null");
  }

  /** Returns the job with the evaluation index of a directory; null for none. */
  public AnnotationJob withBenchmarks(Path directory) {
    return new AnnotationJob(recipe, models, directory, topics, samples);
  }

  @Override
  public String command() {
    return "annotate";
  }

  @Override
  public List<String> outputs() {
    return List.of(samples);
  }

  /** Adds the stages; a model that is not asked has none. */
  @Override
  public DataStream<TopicRecord> stages(DataStream<LogRecord> records, Context context) {
    Annotator.Plan plan = plan();
    // The prompt was checked by then.
    Annotator.Plan later = plan.withoutDecontamination();
    SingleOutputStreamOperator<TopicRecord> checked =
        records.process(new AnnotationFunction.Check(plan)).name("check").uid("check");
    DataStream<TopicRecord> written = checked;
    DataStream<Question> forJudge = checked.getSideOutput(AnnotationFunction.FOR_JUDGE);
    DataStream<Question> forEquivalence = checked.getSideOutput(AnnotationFunction.FOR_EQUIVALENCE);

    if (plan.leak() != null) {
      SingleOutputStreamOperator<TopicRecord> compared =
          stage(plan.leak(), context)
              .ask(checked.getSideOutput(AnnotationFunction.FOR_LEAK), context.flow(), "ask-leak")
              .process(new AnnotationFunction.Annotate(ModelRole.LEAK, later))
              .name("write leak")
              .uid("write-leak");
      written = written.union(compared);
      forJudge = forJudge.union(compared.getSideOutput(AnnotationFunction.FOR_JUDGE));
      forEquivalence =
          forEquivalence.union(compared.getSideOutput(AnnotationFunction.FOR_EQUIVALENCE));
    }
    if (plan.equivalence() != null) {
      SingleOutputStreamOperator<TopicRecord> compared =
          stage(plan.equivalence(), context)
              .ask(forEquivalence, context.flow(), "ask-equivalence")
              .process(new AnnotationFunction.Annotate(ModelRole.EQUIVALENCE, later))
              .name("write equivalence")
              .uid("write-equivalence");
      written = written.union(compared);
      forJudge = forJudge.union(compared.getSideOutput(AnnotationFunction.FOR_JUDGE));
    }
    if (plan.judge() != null) {
      written =
          written.union(
              stage(plan.judge(), context)
                  .ask(forJudge, context.flow(), "ask-judge")
                  .process(new AnnotationFunction.Annotate(ModelRole.JUDGE, later))
                  .name("write score")
                  .uid("write-score"));
    }
    return written;
  }

  /** Returns what the job does with a sample; loads the prompts and the evaluation index. */
  Annotator.Plan plan() {
    AskedModel judge = models.judge();
    AskedModel equivalence = models.equivalence();
    DecontaminationPlan decontamination =
        benchmarks == null || !recipe.runs(Gate.DECONTAMINATE)
            ? null
            : DecontaminationPlan.of(benchmarks, recipe);
    return new Annotator.Plan(
        recipe,
        judge == null
            ? null
            : new AnnotationTask.Judge(
                judge, AnnotationPrompt.load(recipe.annotate().judgePrompt())),
        equivalence == null
            ? null
            : new AnnotationTask.Equivalence(
                equivalence, AnnotationPrompt.load(recipe.annotate().equivalencePrompt())),
        leak(decontamination),
        decontamination,
        topics,
        samples);
  }

  private LeakTask leak(DecontaminationPlan decontamination) {
    if (models.leak() == null) {
      return null;
    }
    if (decontamination == null) {
      throw new IllegalArgumentException(
          "a model is asked about evaluation items, and no evaluation sets are named");
    }
    return new LeakTask(
        models.leak(),
        LeakPrompt.load(recipe.annotate().leakPrompt()),
        recipe.leakRule().orElseThrow(),
        decontamination);
  }

  private AskStage stage(AnnotationTask task, Context context) {
    return new AskStage(
        task.role(),
        task.model(),
        task.promptVersion(),
        recipe.annotate().attempts(),
        context.outage(),
        task.check(),
        context.cacheTopic());
  }
}
