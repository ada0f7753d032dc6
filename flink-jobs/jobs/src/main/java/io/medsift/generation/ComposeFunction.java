package io.medsift.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.annotation.AnnotationNeeds;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleParser;
import io.medsift.curation.read.TrackRequirements;
import io.medsift.curation.verify.AnswerRuling;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.GenerationOutput;
import io.medsift.sample.Sample;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;

/**
 * Creates a sample from each response, for curation or first for the annotation job, as its track
 * needs. A question without a response becomes a dead letter.
 */
final class ComposeFunction extends RichMapFunction<QuestionResult, TopicRecord> {
  private static final long serialVersionUID = 1L;

  private final GenerationJob job;
  private transient SampleParser parser;
  private transient GeneratedSample samples;
  private transient AnswerRuling answers;
  private transient TrackRequirements requirements;
  private transient Counter written;
  private transient Counter unscored;
  private transient Counter truncated;
  private transient DeadLetters.Writer deadLetters;

  ComposeFunction(GenerationJob job) {
    this.job = job;
  }

  @Override
  public void open(OpenContext context) {
    Recipe recipe = job.recipe();
    parser = new SampleParser(recipe.limits());
    answers = new AnswerRuling();
    requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    samples =
        new GeneratedSample(
            job.model(), GenerationPrompts.shipped(), recipe.generate().responses());
    written = getRuntimeContext().getMetricGroup().counter("samples_written");
    unscored = getRuntimeContext().getMetricGroup().counter("samples_unscored");
    truncated = getRuntimeContext().getMetricGroup().counter("truncated_responses");
    deadLetters = job.topics().letters(recipe.limits()).open(getRuntimeContext().getMetricGroup());
  }

  @Override
  public TopicRecord map(QuestionResult result) throws MalformedSampleException {
    Sample prompt = parser.parse(result.record().value());
    if (result.answer() == null) {
      return deadLetters.of(result, error(result, result.failure()));
    }
    GeneratedSample.Row row = samples.of(prompt, result);
    boolean needsModel;
    try {
      needsModel = needsModel(parser.parse(row.json()));
    } catch (MalformedSampleException e) {
      return deadLetters.of(
          result.record(),
          DeadLetters.Reason.MALFORMED,
          error(result, "with it, " + e.getMessage()));
    }
    if (row.truncated()) {
      truncated.inc();
    }
    (needsModel ? unscored : written).inc();
    return TopicRecord.of(
        needsModel ? job.unscored() : job.samples(), row.id().getBytes(UTF_8), row.json());
  }

  private boolean needsModel(Sample sample) throws MalformedSampleException {
    Recipe recipe = job.recipe();
    return recipe.generate().output() == GenerationOutput.UNSCORED
        || AnnotationNeeds.of(sample, requirements.track(sample.track()), recipe, answers)
            .needsModel(sample, recipe);
  }

  private String error(QuestionResult result, String failure) {
    return String.format(
        Locale.ROOT,
        "response %d of %d: %s",
        result.index() + 1,
        job.recipe().generate().responses(),
        failure);
  }
}
