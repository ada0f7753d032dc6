package io.medsift.benchmark;

import java.util.List;

/** A measurement that {@link Benchmarks} runs by its name. */
interface Benchmark {

  /** The name on the command line. */
  String name();

  /**
   * Measures.
   *
   * @param arguments of the command line after the name; none for the usual input
   */
  List<Figure> measure(List<String> arguments) throws Exception;
}
