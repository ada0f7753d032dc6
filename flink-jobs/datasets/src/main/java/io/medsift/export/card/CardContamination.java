package io.medsift.export.card;

import io.medsift.export.card.Markdown.CardNumbers;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.contamination.ContaminationStatement.Check;
import io.medsift.export.contamination.ContaminationStatement.CheckedSet;
import io.medsift.export.contamination.ContaminationStatement.HitCount;
import io.medsift.export.contamination.LeakMeasurement.CleanSample;
import io.medsift.export.contamination.LeakMeasurement.Flagged;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.Planted;
import io.medsift.export.contamination.StatementWords;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.remote.RemotePath.HubPath;
import io.medsift.storage.NamedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The section of a card that says what was checked for contamination, and what was not. */
record CardContamination(ContaminationStatement statement) {
  private static final int MAX_SETS = 100;
  private static final int MAX_HITS = 20;
  private static final String UNKNOWN = "not known";
  private static final String NOT_MEASURED = "not measured";

  void write(Markdown page) {
    page.heading(2, "Contamination");
    page.list(statement.summary().stream().map(Markdown::sentence).toList());
    for (Check check : statement.checks()) {
      if (check.evaluationSets() != null && !check.evaluationSets().isEmpty()) {
        check(page, check);
      }
    }
    page.heading(3, "Not checked");
    page.list(statement.notChecked().stream().map(Markdown::sentence).toList());
  }

  /** One entry of the limitations. */
  String limitation() {
    return statement.comparesAny()
        ? "Rows were compared only with the evaluation sets under Contamination; they may contain"
            + " leaks of other sets, and those listed there under Not checked."
        : "No row is known to have been compared with an evaluation set.";
  }

  private void check(Markdown page, Check check) {
    page.paragraph(
        "Recipe `"
            + check.recipe().replace('`', '\'')
            + " "
            + check.recipeHash()
            + "`, index `"
            + check.index()
            + "`. Shares are of planted texts; \"at least\" and \"at most\" are limits of 95 %"
            + " confidence intervals. `contamination.json` has every figure for every set.");
    sets(page, check);
    files(page, check);
    changes(page, StatementWords.measured(check));
    clean(page, check);
    hits(page, check);
  }

  private static void sets(Markdown page, Check check) {
    List<List<String>> rows = new ArrayList<>();
    check.evaluationSets().stream()
        .limit(MAX_SETS)
        .forEach(
            set -> {
              MeasuredFields first =
                  set.measured() == null || set.measured().isEmpty() ? null : set.measured().get(0);
              rows.add(
                  List.of(
                      Markdown.text(set.name()),
                      set.items() == null ? UNKNOWN : CardNumbers.count(set.items()),
                      languages(set),
                      set.hits() == null ? "not counted" : CardNumbers.count(set.hits().samples()),
                      first == null ? NOT_MEASURED : notFound(first),
                      first == null ? NOT_MEASURED : StatementWords.share(first.allChanged()),
                      first == null ? NOT_MEASURED : StatementWords.share(first.allLookAlikes())));
            });
    String where =
        StatementWords.measured(check).stream()
            .findFirst()
            .map(all -> " in " + names(all))
            .orElse("");
    page.table(
        List.of(
            "evaluation set",
            "items",
            "languages",
            "samples rejected",
            "items not found as published" + where,
            "changed items found" + where,
            "look-alikes flagged" + where),
        4,
        rows);
    if (check.evaluationSets().size() > MAX_SETS) {
      page.paragraph(
          CardNumbers.count(check.evaluationSets().size() - MAX_SETS)
              + " further sets are in `contamination.json`.");
    }
  }

  private static String languages(CheckedSet set) {
    return set.languages() == null
        ? NOT_MEASURED
        : set.languages().entrySet().stream()
            .map(count -> count.getKey() + " " + CardNumbers.count(count.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String notFound(MeasuredFields fields) {
    int items = fields.notFound().items();
    return items == 0
        ? "none"
        : CardNumbers.count(items)
            + " ("
            + CardNumbers.count(fields.notFound().tooShort())
            + " too short)";
  }

  private static void files(Markdown page, Check check) {
    List<List<String>> rows = new ArrayList<>();
    for (CheckedSet set :
        check.evaluationSets().subList(0, Math.min(MAX_SETS, check.evaluationSets().size()))) {
      if (set.files() != null) {
        for (NamedFile file : set.files()) {
          Optional<HubPath> hub = CardSources.onTheHub(file.name());
          rows.add(
              List.of(
                  Markdown.text(set.name()),
                  hub.map(path -> Markdown.text(path.id())).orElse("not on the Hub"),
                  hub.filter(HubPath::isCommit).map(path -> "`" + path.revision() + "`").orElse(""),
                  Markdown.text(hub.map(HubPath::pattern).orElse(file.name())),
                  "`" + file.sha256() + "`"));
        }
      }
    }
    if (!rows.isEmpty()) {
      page.table(List.of("evaluation set", "dataset", "revision", "file", "SHA-256"), 0, rows);
    }
  }

  /** What is found of each kind of change, with a column for each group of fields. */
  private static void changes(Markdown page, List<MeasuredFields> groups) {
    if (groups.isEmpty()) {
      return;
    }
    List<String> head = new ArrayList<>(List.of("changed items", "planted"));
    groups.forEach(group -> head.add("found in " + names(group)));
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Planted> kind : groups.get(0).changed().entrySet()) {
      List<String> row = new ArrayList<>();
      row.add(StatementWords.kind(kind.getKey()));
      row.add(CardNumbers.count(kind.getValue().planted()));
      groups.forEach(group -> row.add(StatementWords.share(group.changed().get(kind.getKey()))));
      rows.add(row);
    }
    for (Map.Entry<String, Flagged> kind : groups.get(0).lookAlikes().entrySet()) {
      List<String> row = new ArrayList<>();
      row.add("no leak: " + StatementWords.kind(kind.getKey()));
      row.add(CardNumbers.count(kind.getValue().texts()));
      groups.forEach(group -> row.add(StatementWords.share(group.lookAlikes().get(kind.getKey()))));
      rows.add(row);
    }
    page.table(head, groups.size() + 1, rows);
  }

  private static String names(MeasuredFields group) {
    return group.fields().stream().map(SampleField::plural).collect(Collectors.joining(", "));
  }

  private static void clean(Markdown page, Check check) {
    CleanSample clean = check.measurement() == null ? null : check.measurement().clean();
    if (clean != null) {
      String files =
          clean.files().stream()
              .map(file -> Markdown.text(file.name()) + " (`" + file.sha256() + "`)")
              .collect(Collectors.joining(", "));
      page.paragraph(
          "Clean sample: "
              + CardNumbers.count(clean.prompts().texts(), "prompt")
              + " of "
              + files
              + ", flagged: "
              + StatementWords.share(clean.prompts())
              + ".");
    }
  }

  private record SetHit(String set, HitCount count) {}

  private static void hits(Markdown page, Check check) {
    List<SetHit> all =
        check.evaluationSets().stream()
            .filter(set -> set.hits() != null)
            .flatMap(set -> set.hits().by().stream().map(count -> new SetHit(set.name(), count)))
            .sorted(Comparator.comparingLong((SetHit hit) -> hit.count().samples()).reversed())
            .toList();
    if (all.isEmpty()) {
      return;
    }
    page.table(
        List.of("evaluation set", "rule", "field", "source", "samples rejected"),
        1,
        all.stream()
            .limit(MAX_HITS)
            .map(
                hit ->
                    List.of(
                        Markdown.text(hit.set()),
                        hit.count().rule(),
                        Markdown.text(hit.count().field()),
                        Markdown.text(hit.count().source()),
                        CardNumbers.count(hit.count().samples())))
            .toList());
    if (all.size() > MAX_HITS) {
      page.paragraph(
          CardNumbers.count(all.size() - MAX_HITS) + " further rows are in `contamination.json`.");
    }
  }
}
