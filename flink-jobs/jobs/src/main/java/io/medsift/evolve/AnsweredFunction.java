package io.medsift.evolve;

import io.medsift.evolution.Eliminator;
import io.medsift.reasoning.ThinkSplit;
import org.apache.flink.util.Collector;

/** Eliminates a question by the answer to it, or keeps it with that answer as its reference. */
final class AnsweredFunction extends StepFunction {
  private static final long serialVersionUID = 1L;

  AnsweredFunction(EvolutionSettings settings) {
    super(settings);
  }

  @Override
  void read(Evolving evolving, String reply, Context context, Collector<Evolving> out) {
    String answer = ThinkSplit.of(reply).answer();
    if (!eliminates(Eliminator.ofAnswer(answer), evolving, context)) {
      keep(evolving, answer, context);
    }
  }
}
