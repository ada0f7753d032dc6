package io.medsift.benchmark;

import io.medsift.decontamination.DisturbedLeaks;
import java.util.List;

/** Prints the share of changed items that each rule finds; a table of its own, and no figure. */
final class LeakRecall implements Benchmark {
  @Override
  public String name() {
    return "leaks";
  }

  @Override
  public List<Figure> measure(List<String> arguments) {
    DisturbedLeaks.main(arguments.toArray(String[]::new));
    return List.of();
  }
}
