package io.medsift.answers;

import io.medsift.answers.LabelledResponses.Row;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Prints how far the rules go on real model responses, and dumps for reading what they decide
 * otherwise than a published rule.
 *
 * <p>Arguments: the folder for the dumps; by default {@code target/answers}.
 */
public final class AnswerMeasurement {
  private AnswerMeasurement() {}

  /**
   * Counts over one file.
   *
   * @param contested how many are CORRECT although the published rule read another answer
   */
  record Summary(
      int rows,
      int found,
      int correct,
      int contested,
      int bothFound,
      int agreeing,
      Map<String, Integer> rules) {
    double foundShare() {
      return (double) found / rows;
    }

    double agreement() {
      return (double) agreeing / bothFound;
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/answers");
    Files.createDirectories(folder);
    List<Row> mirage = LabelledResponses.read(LabelledResponses.MIRAGE);
    print(folder, LabelledResponses.MMLU_PRO, LabelledResponses.read(LabelledResponses.MMLU_PRO));
    print(folder, LabelledResponses.MIRAGE, mirage);
    print(folder, LabelledResponses.MIRAGE + "_prose", LabelledResponses.proseOnly(mirage));
  }

  private static void print(Path folder, String name, List<Row> rows) throws IOException {
    try (PrintWriter dump =
        new PrintWriter(
            Files.newBufferedWriter(folder.resolve(name + ".txt"), StandardCharsets.UTF_8))) {
      Summary summary = measure(rows, dump);
      System.out.printf(
          "%s: rows %d, found %.2f %%, correct of all %.2f %%, correct of found %.2f %%,"
              + " agreement with the published rule %.3f %% of %d, contested %d%n",
          name,
          summary.rows(),
          100 * summary.foundShare(),
          100.0 * summary.correct() / summary.rows(),
          100.0 * summary.correct() / summary.found(),
          100 * summary.agreement(),
          summary.bothFound(),
          summary.contested());
      summary.rules().forEach((rule, count) -> System.out.printf("  %6d %s%n", count, rule));
    }
  }

  static Summary measure(List<Row> rows, PrintWriter dump) {
    AnswerVerifier verifier = new AnswerVerifier();
    Map<String, Integer> rules = new TreeMap<>();
    int found = 0;
    int correct = 0;
    int contested = 0;
    int bothFound = 0;
    int agreeing = 0;
    for (Row row : rows) {
      AnswerCheck check =
          verifier.check(
              row.response(), row.options(), new Reference(ReferenceKind.LETTER, row.gold()));
      boolean decided =
          check.outcome() == AnswerCheck.Outcome.CORRECT
              || check.outcome() == AnswerCheck.Outcome.WRONG;
      boolean published = row.published() != null;
      boolean same = Objects.equals(check.extracted(), row.published());
      found += decided ? 1 : 0;
      correct += check.outcome() == AnswerCheck.Outcome.CORRECT ? 1 : 0;
      contested += check.outcome() == AnswerCheck.Outcome.CORRECT && published && !same ? 1 : 0;
      bothFound += decided && published ? 1 : 0;
      agreeing += decided && published && same ? 1 : 0;
      String relation = relation(decided, published, same);
      rules.merge(check.outcome() + " " + check.rule() + " " + relation, 1, Integer::sum);
      if (!relation.equals("same") && !relation.equals("neither")) {
        dump(dump, row, check, relation);
      }
    }
    return new Summary(rows.size(), found, correct, contested, bothFound, agreeing, rules);
  }

  private static String relation(boolean decided, boolean published, boolean same) {
    if (decided) {
      return !published ? "only ours" : same ? "same" : "different";
    }
    return published ? "only published" : "neither";
  }

  private static void dump(PrintWriter dump, Row row, AnswerCheck check, String relation) {
    String response = row.response();
    dump.printf(
        "=== %s%n%s %s read %s, gold %s, published %s, %s%nspan: %s%nnote: %s%noptions: %s%n..."
            + " %s%n%n",
        row.id(),
        check.outcome(),
        check.rule(),
        check.extracted(),
        check.gold(),
        row.published(),
        relation,
        check.span(),
        check.note(),
        row.options(),
        response.substring(Math.max(0, response.length() - 700)));
  }
}
