package io.medsift.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.asking.Answered;
import io.medsift.asking.DeadLetters;
import io.medsift.asking.TopicRecord;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.question.QuestionForm;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.Recipe;
import io.medsift.sample.Sample;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;

/** Makes a sample of each response; of a response that did not come, a dead letter that says so. */
final class ComposeFunction extends RichMapFunction<Answered, TopicRecord> {
  private static final long serialVersionUID = 1L;

  private final SampleLimits limits;
  private final int asked;
  private final AskedModel model;
  private final GenerationTopics topics;
  private transient SampleParser parser;
  private transient GeneratedSample samples;
  private transient Counter written;
  private transient Counter truncated;
  private transient Counter deadLetters;

  ComposeFunction(Recipe recipe, AskedModel model, GenerationTopics topics) {
    this.limits = recipe.limits();
    this.asked = recipe.generate().responses();
    this.model = model;
    this.topics = topics;
  }

  @Override
  public void open(OpenContext context) {
    parser = new SampleParser(limits);
    QuestionForm form = QuestionForm.shipped();
    samples = new GeneratedSample(model, form.fingerprint(), new Responses(model, form));
    written = getRuntimeContext().getMetricGroup().counter("responses");
    truncated = getRuntimeContext().getMetricGroup().counter("truncated_responses");
    deadLetters = getRuntimeContext().getMetricGroup().counter("dead_letters");
  }

  @Override
  public TopicRecord map(Answered answered) throws MalformedSampleException {
    Sample prompt = parser.parse(answered.record().value());
    if (answered.answer() == null) {
      return deadLetter(answered);
    }
    GeneratedSample.Row row = samples.of(prompt, answered);
    if (row.truncated()) {
      truncated.inc();
    }
    written.inc();
    return TopicRecord.of(topics.samples(), row.id().getBytes(UTF_8), row.json());
  }

  private TopicRecord deadLetter(Answered answered) {
    deadLetters.inc();
    String error =
        "response " + (answered.index() + 1) + " of " + asked + ": " + answered.failure();
    return new DeadLetters(topics.deadLetters(), topics.prompts(), limits)
        .of(answered.record(), error);
  }
}
