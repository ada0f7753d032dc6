package io.medsift.benchmark;

import io.medsift.decontamination.ParaphraseRecall;
import java.util.List;

/** Prints what the rule {@code semantic} finds of paraphrases; tables of its own, and no figure. */
final class ParaphraseBenchmark implements Benchmark {
  @Override
  public String name() {
    return "paraphrases";
  }

  @Override
  public List<Figure> measure(List<String> arguments) throws Exception {
    ParaphraseRecall.main(arguments.toArray(String[]::new));
    return List.of();
  }
}
