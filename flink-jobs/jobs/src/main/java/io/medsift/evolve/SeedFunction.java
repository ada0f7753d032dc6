package io.medsift.evolve;

import io.medsift.codec.ListedOptions;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleParser;
import io.medsift.curation.read.TrackRequirements;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.EvolveSettings;
import io.medsift.sample.Sample;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Parses the seeds of the first round; a record that is not a prompt becomes a dead letter. */
final class SeedFunction extends ProcessFunction<LogRecord, EvolvingQuestion> {
  private static final long serialVersionUID = 1L;

  private final EvolutionJob job;
  private transient TrackRequirements requirements;
  private transient SampleParser parser;
  private transient MethodChoice choice;
  private transient Counter read;
  private transient DeadLetters.Writer deadLetters;

  SeedFunction(EvolutionJob job) {
    this.job = job;
  }

  @Override
  public void open(OpenContext context) {
    Recipe recipe = job.recipe();
    requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    parser = new SampleParser(recipe.limits());
    choice = new MethodChoice(recipe.evolve());
    read = getRuntimeContext().getMetricGroup().counter("samples_read");
    deadLetters = job.topics().letters(recipe.limits()).open(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<EvolvingQuestion> out) {
    if (record.heartbeat()) {
      return;
    }
    read.inc();
    try {
      Sample seed = parser.parse(record.value());
      EvolveSettings evolve = job.recipe().evolve();
      requirements.track(evolve.track() == null ? seed.track() : evolve.track());
      String question = ListedOptions.question(seed).strip();
      String method = choice.of(seed.id(), 1);
      out.collect(new EvolvingQuestion(record, seed.id(), seed.id(), question, 1, method, ""));
    } catch (MalformedSampleException e) {
      context.output(
          EvolutionFunction.WRITTEN,
          deadLetters.of(record, DeadLetters.Reason.MALFORMED, e.getMessage()));
    }
  }
}
