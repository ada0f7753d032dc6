package io.medsift.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.annotation.AnnotationNeeds;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleParser;
import io.medsift.curation.read.TrackRequirements;
import io.medsift.curation.verify.AnswerRuling;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.llm.stage.DeadLetterReason;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.GenerationOutput;
import io.medsift.sample.Sample;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;

/**
 * Makes a sample of each response and sends it where its track needs it: to curation, or first to
 * the annotation job. Of a response that did not come, it makes a dead letter that says so.
 */
final class ComposeFunction extends RichMapFunction<QuestionResult, TopicRecord> {
  private static final long serialVersionUID = 1L;

  private final Recipe recipe;
  private final AskedModel model;
  private final GenerationTopics topics;
  private transient SampleParser parser;
  private transient GeneratedSample samples;
  private transient AnswerRuling answers;
  private transient TrackRequirements requirements;
  private transient Counter written;
  private transient Counter unscored;
  private transient Counter truncated;
  private transient DeadLetters.Writer deadLetters;

  ComposeFunction(Recipe recipe, AskedModel model, GenerationTopics topics) {
    this.recipe = recipe;
    this.model = model;
    this.topics = topics;
  }

  @Override
  public void open(OpenContext context) {
    parser = new SampleParser(recipe.limits());
    answers = new AnswerRuling();
    requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    GenerationPrompts form = GenerationPrompts.shipped();
    samples = new GeneratedSample(model, form.fingerprint(), new Responses(model, form));
    written = getRuntimeContext().getMetricGroup().counter("samples_written");
    unscored = getRuntimeContext().getMetricGroup().counter("samples_unscored");
    truncated = getRuntimeContext().getMetricGroup().counter("truncated_responses");
    deadLetters = topics.letters(recipe.limits()).open(getRuntimeContext().getMetricGroup());
  }

  @Override
  public TopicRecord map(QuestionResult answered) throws MalformedSampleException {
    Sample prompt = parser.parse(answered.record().value());
    if (answered.answer() == null) {
      return deadLetters.of(answered, error(answered, answered.failure()));
    }
    GeneratedSample.Row row = samples.of(prompt, answered);
    boolean forModels;
    try {
      forModels = forModels(parser.parse(row.json()));
    } catch (MalformedSampleException e) {
      return deadLetters.of(
          answered.record(),
          DeadLetterReason.MALFORMED,
          error(answered, "with it, " + e.getMessage()));
    }
    if (row.truncated()) {
      truncated.inc();
    }
    (forModels ? unscored : written).inc();
    return TopicRecord.of(
        forModels ? topics.unscored() : topics.samples(), row.id().getBytes(UTF_8), row.json());
  }

  private boolean forModels(Sample sample) throws MalformedSampleException {
    return recipe.generate().output() == GenerationOutput.UNSCORED
        || AnnotationNeeds.of(sample, requirements.track(sample.track()), answers)
            .forModels(sample, recipe);
  }

  private String error(QuestionResult answered, String failure) {
    return "response %d of %d: %s"
        .formatted(answered.index() + 1, recipe.generate().responses(), failure);
  }
}
