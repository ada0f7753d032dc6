package io.medsift.evolve;

import io.medsift.evolution.Eliminator;
import io.medsift.evolution.EvolutionReply;
import org.apache.flink.util.Collector;

/** Takes the evolved question out of a reply and eliminates it by its words. */
final class EvolvedFunction extends StepFunction {
  private static final long serialVersionUID = 1L;

  EvolvedFunction(EvolutionSettings settings) {
    super(settings);
  }

  @Override
  void read(Evolving evolving, String reply, Context context, Collector<Evolving> out) {
    Evolving evolved = evolving.with(EvolutionReply.question(reply).orElse(""));
    if (!eliminates(
        Eliminator.ofQuestion(evolved.parent(), evolved.question()), evolved, context)) {
      out.collect(evolved);
    }
  }
}
