package io.medsift.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * Runs all benchmarks, or the one that the first argument names with the other arguments, and
 * prints one table: the machine, then what, measured, target.
 */
public final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(
          new SignatureBenchmark(),
          new DecontaminationRates(),
          new LeakRecall(),
          new ParaphraseBenchmark(),
          new EmbeddingBenchmark(),
          new EncoderErrorBenchmark(),
          new AssignmentBenchmark(),
          new AnswerBenchmark(),
          new IngestBenchmark(),
          new ExportBenchmark(),
          new VerdictBenchmark(),
          new ConsoleBenchmark(),
          new WholeJobBenchmark(),
          new ScaleBenchmark(),
          new AnnotationBenchmark());

  private Benchmarks() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    System.out.println(Machine.description());
    System.out.printf("%-58s %28s %12s%n", "what", "measured", "target");
    if (arguments.length == 0) {
      for (Benchmark benchmark : ALL) {
        print(benchmark.measure(List.of()));
      }
    } else {
      List<String> rest = List.of(arguments).subList(1, arguments.length);
      print(named(arguments[0]).measure(rest));
    }
    // ONNX Runtime and Flink leave threads behind.
    System.exit(0);
  }

  private static Benchmark named(String name) {
    return ALL.stream()
        .filter(benchmark -> benchmark.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no benchmark '%s'; there are %s"
                        .formatted(name, ALL.stream().map(Benchmark::name).toList())));
  }

  private static void print(List<Figure> figures) {
    for (Figure figure : figures) {
      System.out.printf(
          "%-58s %28s %12s %s%n",
          figure.what(), figure.value(), figure.target(), figure.met() ? "" : "MISSED");
    }
  }
}
