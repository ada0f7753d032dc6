package io.medsift.benchmark;

import io.medsift.answers.AnswerCheck;
import io.medsift.answers.AnswerVerifier;
import io.medsift.answers.LabelledResponses;
import io.medsift.answers.LabelledResponses.Row;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.util.ArrayList;
import java.util.List;

/** Real responses that one core checks in a second, as they are and lengthened to 2 kB. */
final class AnswerBenchmark implements Benchmark {
  private static final int TARGET_LENGTH = 2_000;

  @Override
  public String name() {
    return "answers";
  }

  @Override
  public List<Figure> measure(List<String> arguments) {
    List<Figure> figures = new ArrayList<>();
    for (String name : List.of(LabelledResponses.MMLU_PRO, LabelledResponses.MIRAGE)) {
      List<Row> rows = LabelledResponses.read(name);
      String what = "answers, " + name.replaceAll("_.*", "");
      figures.add(rate(what, rows));
      figures.add(rate(what, lengthened(rows)));
    }
    return figures;
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

  private static Figure rate(String what, List<Row> rows) {
    AnswerVerifier verifier = new AnswerVerifier();
    int[] correct = new int[1];
    long nanos =
        CpuTime.fastest(
            () -> {
              for (Row row : rows) {
                Reference reference = new Reference(ReferenceKind.LETTER, row.gold());
                AnswerCheck.Outcome outcome =
                    verifier.check(row.response(), row.options(), reference).outcome();
                correct[0] += outcome == AnswerCheck.Outcome.CORRECT ? 1 : 0;
              }
            });
    if (correct[0] == 0) {
      throw new IllegalStateException("no response is correct");
    }
    long length = rows.stream().mapToLong(row -> row.response().length()).sum() / rows.size();
    return Figure.of(
        "%s, mean %,d characters".formatted(what, length),
        rows.size() * 1e9 / nanos,
        "responses/s/core");
  }
}
