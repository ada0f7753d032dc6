package io.medsift.evolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.evolution.Elimination;
import io.medsift.llm.prompt.EvolutionPrompts;
import io.medsift.llm.stage.DeadLetterReason;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.TopicRecord;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * What is done with a reply in a round. A question that is eliminated goes to the topic of such,
 * one without a reply to the dead letters; either way its parent returns for the next round.
 */
abstract class StepFunction extends ProcessFunction<QuestionResult, Evolving> {
  private static final long serialVersionUID = 1L;

  /** What is written. */
  static final OutputTag<TopicRecord> WRITTEN =
      new OutputTag<>("written", TypeInformation.of(TopicRecord.class));

  /** Questions that begin the next round. */
  static final OutputTag<Evolving> NEXT_ROUND =
      new OutputTag<>("next-round", TypeInformation.of(Evolving.class));

  private final EvolutionSettings settings;
  private transient EvolvedPrompts prompts;
  private transient MethodChoice choice;
  private transient MetricGroup metrics;
  private transient Counter kept;
  private transient DeadLetters.Writer deadLetters;

  StepFunction(EvolutionSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    prompts =
        new EvolvedPrompts(
            settings.model().model(),
            EvolutionPrompts.shipped().fingerprint(),
            settings.evolve().track());
    choice = new MethodChoice(settings.evolve());
    metrics = getRuntimeContext().getMetricGroup();
    kept = metrics.counter("evolved");
    deadLetters = settings.topics().letters(settings.recipe().limits()).open(metrics);
  }

  /** Reads a reply that passed the check of its request. */
  abstract void read(Evolving evolving, String reply, Context context, Collector<Evolving> out);

  @Override
  public final void processElement(
      QuestionResult answered, Context context, Collector<Evolving> out) {
    Evolving evolving = EvolvingNotes.read(answered);
    if (answered.answer() == null) {
      deadLetter(evolving, answered.reason(), answered.failure(), context);
    } else {
      read(evolving, answered.answer().reply().text(), context, out);
    }
  }

  /** Whether a rule eliminated the question, which is then dealt with. */
  final boolean eliminates(Optional<Elimination> elimination, Evolving evolving, Context context) {
    elimination.ifPresent(
        found -> {
          metrics.addGroup("rule", found.rule().wireName()).counter("eliminated").inc();
          byte[] row = prompts.eliminated(evolving, found);
          write(settings.topics().eliminated(), evolving.id().getBytes(UTF_8), row, context);
          context.output(NEXT_ROUND, evolving.afterLosing(nextMethod(evolving)));
        });
    return elimination.isPresent();
  }

  final void keep(Evolving evolving, String answer, Context context) {
    kept.inc();
    byte[] prompt = prompts.kept(evolving, answer);
    write(settings.topics().prompts(), evolving.id().getBytes(UTF_8), prompt, context);
    context.output(NEXT_ROUND, evolving.afterKeeping(nextMethod(evolving)));
  }

  private void deadLetter(
      Evolving evolving, DeadLetterReason reason, String failure, Context context) {
    String error = "round " + evolving.round() + ", " + evolving.method() + ": " + failure;
    context.output(WRITTEN, deadLetters.of(evolving.record(), reason, error));
    context.output(NEXT_ROUND, evolving.afterLosing(nextMethod(evolving)));
  }

  private static void write(String topic, byte[] key, byte[] value, Context context) {
    context.output(WRITTEN, TopicRecord.of(topic, key, value));
  }

  private String nextMethod(Evolving evolving) {
    return choice.of(evolving.seedId(), evolving.round() + 1);
  }
}
