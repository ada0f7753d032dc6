package io.medsift.generation;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleParser;
import io.medsift.curation.read.TrackRequirements;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.RetryRound;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.Recipe;
import io.medsift.sample.Sample;
import java.util.Locale;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parses prompts and creates the questions of each. A record that is not a prompt, or would not be
 * a valid sample with any response, becomes a dead letter before anything is paid for.
 */
final class PromptFunction extends ProcessFunction<LogRecord, Question> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NO_NOTES = {};

  static final OutputTag<TopicRecord> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(TopicRecord.class));

  private final GenerationJob job;
  private transient TrackRequirements requirements;
  private transient SampleParser parser;
  private transient ResponseRequests requests;
  private transient Counter read;
  private transient DeadLetters.Writer deadLetters;

  PromptFunction(GenerationJob job) {
    this.job = job;
  }

  @Override
  public void open(OpenContext context) {
    Recipe recipe = job.recipe();
    requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    parser = new SampleParser(recipe.limits());
    requests = new ResponseRequests(job.model(), GenerationPrompts.shipped());
    read = getRuntimeContext().getMetricGroup().counter("samples_read");
    deadLetters = job.topics().letters(recipe.limits()).open(getRuntimeContext().getMetricGroup());
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
      RetryRound round = RetryRound.of(record);
      int responses = job.recipe().generate().responses();
      boolean asked = false;
      for (int index = 0; index < responses; index++) {
        if (round.asks(index)) {
          out.collect(Question.of(record, index, NO_NOTES, requests.request(prompt, index)));
          asked = true;
        }
      }
      if (!asked) {
        throw new MalformedSampleException(
            String.format(
                Locale.ROOT,
                "the response to request again is not among the %d of the recipe's"
                    + " generate.responses",
                responses));
      }
    } catch (MalformedSampleException e) {
      context.output(
          DEAD_LETTERS, deadLetters.of(record, DeadLetters.Reason.MALFORMED, e.getMessage()));
    }
  }
}
