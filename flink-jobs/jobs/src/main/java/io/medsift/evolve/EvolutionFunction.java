package io.medsift.evolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.evolution.Elimination;
import io.medsift.evolution.Eliminator;
import io.medsift.evolution.EvolutionReply;
import io.medsift.llm.prompt.EvolutionPrompts;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.reasoning.ThinkSplit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Processes the reply of a step in a round. An eliminated question goes to its topic, one without a
 * reply to the dead letters; either way its parent starts the next round.
 */
abstract class EvolutionFunction extends ProcessFunction<QuestionResult, EvolvingQuestion> {
  private static final long serialVersionUID = 1L;

  /** Records to write. */
  static final OutputTag<TopicRecord> WRITTEN =
      new OutputTag<>("written", TypeInformation.of(TopicRecord.class));

  /** Questions that start the next round. */
  static final OutputTag<EvolvingQuestion> NEXT_ROUND =
      new OutputTag<>("next-round", TypeInformation.of(EvolvingQuestion.class));

  private final EvolutionJob job;
  private transient EvolvedPrompts prompts;
  private transient MethodChoice choice;
  private transient Counter kept;
  private transient Eliminations eliminations;
  private transient DeadLetters.Writer deadLetters;

  EvolutionFunction(EvolutionJob job) {
    this.job = job;
  }

  @Override
  public void open(OpenContext context) {
    prompts =
        new EvolvedPrompts(
            job.model().model(),
            EvolutionPrompts.shipped().fingerprint(),
            job.recipe().evolve().track());
    choice = new MethodChoice(job.recipe().evolve());
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    kept = metrics.counter("evolved");
    eliminations = new Eliminations(metrics);
    deadLetters = job.topics().letters(job.recipe().limits()).open(metrics);
  }

  /** Reads a reply that passed the check of its request. */
  abstract void read(
      EvolvingQuestion evolving, String reply, Context context, Collector<EvolvingQuestion> out);

  @Override
  public final void processElement(
      QuestionResult result, Context context, Collector<EvolvingQuestion> out) {
    EvolvingQuestion evolving = EvolvingQuestion.of(result);
    if (result.answer() == null) {
      deadLetter(evolving, result.reason(), result.failure(), context);
    } else {
      read(evolving, result.answer().reply().text(), context, out);
    }
  }

  /** Returns whether a rule eliminated the question, which is then written. */
  final boolean eliminates(
      Optional<Elimination> elimination, EvolvingQuestion evolving, Context context) {
    elimination.ifPresent(
        found -> {
          eliminations.count(found.rule());
          byte[] row = prompts.eliminated(evolving, found);
          write(job.eliminated(), evolving.id().getBytes(UTF_8), row, context);
          context.output(NEXT_ROUND, evolving.nextOfParent(nextMethod(evolving)));
        });
    return elimination.isPresent();
  }

  final void keep(EvolvingQuestion evolving, String answer, Context context) {
    kept.inc();
    byte[] prompt = prompts.kept(evolving, answer);
    write(job.prompts(), evolving.id().getBytes(UTF_8), prompt, context);
    context.output(NEXT_ROUND, evolving.next(nextMethod(evolving)));
  }

  private void deadLetter(
      EvolvingQuestion evolving, DeadLetters.Reason reason, String failure, Context context) {
    String error = "round " + evolving.round() + ", " + evolving.method() + ": " + failure;
    context.output(WRITTEN, deadLetters.of(evolving.record(), reason, error));
    context.output(NEXT_ROUND, evolving.nextOfParent(nextMethod(evolving)));
  }

  private static void write(String topic, byte[] key, byte[] value, Context context) {
    context.output(WRITTEN, TopicRecord.of(topic, key, value));
  }

  private String nextMethod(EvolvingQuestion evolving) {
    return choice.of(evolving.seedId(), evolving.round() + 1);
  }

  /** Counts eliminated questions by rule. Used by one thread. */
  static final class Eliminations {
    private final MetricGroup metrics;
    private final Map<Elimination.Rule, Counter> byRule = new EnumMap<>(Elimination.Rule.class);

    Eliminations(MetricGroup metrics) {
      this.metrics = metrics;
    }

    void count(Elimination.Rule rule) {
      byRule.computeIfAbsent(rule, this::register).inc();
    }

    private Counter register(Elimination.Rule rule) {
      return metrics.addGroup("rule", rule.wireName()).counter("eliminated");
    }
  }

  /** Reads the evolved question, and eliminates it by its wording. */
  static final class ReadQuestion extends EvolutionFunction {
    private static final long serialVersionUID = 1L;

    ReadQuestion(EvolutionJob job) {
      super(job);
    }

    @Override
    void read(
        EvolvingQuestion evolving, String reply, Context context, Collector<EvolvingQuestion> out) {
      EvolvingQuestion evolved = evolving.with(EvolutionReply.question(reply).orElse(""));
      if (!eliminates(
          Eliminator.ofQuestion(evolved.parent(), evolved.question()), evolved, context)) {
        out.collect(evolved);
      }
    }
  }

  /** Eliminates a question that a model finds equal to its parent. */
  static final class ReadComparison extends EvolutionFunction {
    private static final long serialVersionUID = 1L;

    ReadComparison(EvolutionJob job) {
      super(job);
    }

    @Override
    void read(
        EvolvingQuestion evolving, String reply, Context context, Collector<EvolvingQuestion> out) {
      boolean equal = EvolutionReply.equal(reply).orElseThrow();
      if (!eliminates(Eliminator.ofComparison(equal, evolving.question()), evolving, context)) {
        out.collect(evolving);
      }
    }
  }

  /** Eliminates a question by the answer to it, or keeps it with that answer as its reference. */
  static final class ReadAnswer extends EvolutionFunction {
    private static final long serialVersionUID = 1L;

    ReadAnswer(EvolutionJob job) {
      super(job);
    }

    @Override
    void read(
        EvolvingQuestion evolving, String reply, Context context, Collector<EvolvingQuestion> out) {
      String answer = ThinkSplit.of(reply).answer();
      if (!eliminates(Eliminator.ofAnswer(answer), evolving, context)) {
        keep(evolving, answer, context);
      }
    }
  }
}
