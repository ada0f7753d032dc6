package io.medsift.generation;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.curation.read.TrackRequirements;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.llm.stage.DeadLetterReason;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.GenerateSettings;
import io.medsift.sample.Sample;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads records as prompts and poses the questions of each. What is not a prompt, or would be no
 * sample whatever the responses, becomes a dead letter before anything is paid for.
 */
final class PoseFunction extends ProcessFunction<LogRecord, Question> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NO_NOTES = {};

  static final OutputTag<TopicRecord> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(TopicRecord.class));

  private final SampleLimits limits;
  private final TrackRequirements requirements;
  private final GenerateSettings generate;
  private final AskedModel model;
  private final GenerationTopics topics;
  private transient SampleParser parser;
  private transient Responses responses;
  private transient Counter read;
  private transient DeadLetters.Writer deadLetters;

  PoseFunction(Recipe recipe, AskedModel model, GenerationTopics topics) {
    this.limits = recipe.limits();
    this.requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    this.generate = recipe.generate();
    this.model = model;
    this.topics = topics;
  }

  @Override
  public void open(OpenContext context) {
    parser = new SampleParser(limits);
    responses = new Responses(model, GenerationPrompts.shipped());
    read = getRuntimeContext().getMetricGroup().counter("samples_read");
    deadLetters = topics.letters(limits).open(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<Question> out) {
    if (record.heartbeat()) {
      return;
    }
    read.inc();
    try {
      Sample prompt = parser.parse(record.value());
      requirements.checkPrompt(prompt);
      boolean asked = false;
      for (int index = 0; index < generate.responses(); index++) {
        if (Question.isAsked(record, index)) {
          out.collect(Question.of(record, index, NO_NOTES, responses.request(prompt, index)));
          asked = true;
        }
      }
      if (!asked) {
        throw new MalformedSampleException(
            "the response to be asked for again is beyond the %d of the recipe's generate.responses"
                .formatted(generate.responses()));
      }
    } catch (MalformedSampleException e) {
      context.output(
          DEAD_LETTERS, deadLetters.of(record, DeadLetterReason.MALFORMED, e.getMessage()));
    }
  }
}
