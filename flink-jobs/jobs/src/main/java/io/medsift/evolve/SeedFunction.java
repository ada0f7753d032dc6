package io.medsift.evolve;

import io.medsift.codec.ListedOptions;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleParser;
import io.medsift.curation.read.TrackRequirements;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.DeadLetterReason;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.EvolveSettings;
import io.medsift.sample.Sample;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads records as seeds of the first round; what is not a prompt becomes a dead letter. */
final class SeedFunction extends ProcessFunction<LogRecord, Evolving> {
  private static final long serialVersionUID = 1L;

  private final Recipe recipe;
  private final EvolutionTopics topics;
  private final TrackRequirements requirements;
  private transient SampleParser parser;
  private transient MethodChoice choice;
  private transient Counter read;
  private transient DeadLetters.Writer deadLetters;

  SeedFunction(Recipe recipe, EvolutionTopics topics) {
    this.recipe = recipe;
    this.topics = topics;
    this.requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
  }

  @Override
  public void open(OpenContext context) {
    parser = new SampleParser(recipe.limits());
    choice = new MethodChoice(recipe.evolve());
    read = getRuntimeContext().getMetricGroup().counter("samples_read");
    deadLetters = topics.letters(recipe.limits()).open(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<Evolving> out) {
    if (record.heartbeat()) {
      return;
    }
    read.inc();
    try {
      Sample seed = parser.parse(record.value());
      EvolveSettings evolve = recipe.evolve();
      requirements.track(evolve.track() == null ? seed.track() : evolve.track());
      String question = ListedOptions.question(seed).strip();
      String method = choice.of(seed.id(), 1);
      out.collect(new Evolving(record, seed.id(), seed.id(), question, 1, method, ""));
    } catch (MalformedSampleException e) {
      context.output(
          StepFunction.WRITTEN, deadLetters.of(record, DeadLetterReason.MALFORMED, e.getMessage()));
    }
  }
}
