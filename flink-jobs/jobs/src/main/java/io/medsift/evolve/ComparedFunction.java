package io.medsift.evolve;

import io.medsift.evolution.Eliminator;
import io.medsift.evolution.EvolutionReply;
import org.apache.flink.util.Collector;

/** Eliminates a question that a model finds equal to its parent. */
final class ComparedFunction extends StepFunction {
  private static final long serialVersionUID = 1L;

  ComparedFunction(EvolutionSettings settings) {
    super(settings);
  }

  @Override
  void read(Evolving evolving, String reply, Context context, Collector<Evolving> out) {
    boolean equal = EvolutionReply.equal(reply).orElseThrow();
    if (!eliminates(Eliminator.ofComparison(equal, evolving.question()), evolving, context)) {
      out.collect(evolving);
    }
  }
}
