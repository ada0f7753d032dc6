package io.medsift.answers;

import io.medsift.answers.LabelledResponses.Row;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** Prints how many responses one core checks in a second, by processor time of one thread. */
public final class AnswerBenchmark {
  private static final int TARGET_LENGTH = 2_000;
  private static final int ROUNDS = 8;

  private AnswerBenchmark() {}

  public static void main(String[] arguments) {
    for (String name : List.of(LabelledResponses.MMLU_PRO, LabelledResponses.MIRAGE)) {
      List<Row> rows = LabelledResponses.read(name);
      run(name + " as it is", rows);
      run(name + " at 2 kB", lengthened(rows));
    }
  }

  private static List<Row> lengthened(List<Row> rows) {
    List<Row> result = new ArrayList<>(rows.size());
    String filler =
        rows.stream()
            .limit(40)
            .map(Row::response)
            .reduce("", String::concat)
            .replaceAll("(?i)answer|choice|option", "x");
    for (Row row : rows) {
      int missing = Math.max(0, TARGET_LENGTH - row.response().length());
      String response = filler.substring(0, Math.min(missing, filler.length())) + row.response();
      result.add(new Row(row.id(), response, row.options(), row.gold(), row.published()));
    }
    return result;
  }

  private static void run(String name, List<Row> rows) {
    AnswerVerifier verifier = new AnswerVerifier();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double best = Double.MAX_VALUE;
    long correct = 0;
    long length = rows.stream().mapToLong(row -> row.response().length()).sum();
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (Row row : rows) {
        Reference reference = new Reference(ReferenceKind.LETTER, row.gold());
        AnswerCheck check = verifier.check(row.response(), row.options(), reference);
        correct += check.outcome() == AnswerOutcome.CORRECT ? 1 : 0;
      }
      best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / 1_000.0 / rows.size());
    }
    System.out.printf(
        "%s: mean %d characters, %.2f us per response, %.0f responses/s/core (%d correct)%n",
        name, length / rows.size(), best, 1e6 / best, correct / ROUNDS);
  }
}
