package io.medsift.review.report;

import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.contamination.ContaminationStatement.Check;
import io.medsift.export.contamination.ContaminationStatement.CheckedSet;
import io.medsift.export.contamination.ContaminationStatement.HitCount;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.Planted;
import io.medsift.export.contamination.StatementWords;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;
import io.medsift.storage.NamedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statement of contamination: its sentences, its sets, and what was found of planted leaks. */
public record ContaminationTables(ContaminationStatement statement) implements Section {
  private static final int MAX_NAME_LENGTH = 48;
  private static final String NONE = "–";
  private static final List<String> SETS =
      List.of(
          "evaluation set",
          "items",
          "not found as published",
          "changed items found",
          "look-alikes flagged");
  private static final List<String> FILES =
      List.of("evaluation set", "items", "file", "SHA-256 of the file");
  private static final List<String> HITS =
      List.of("evaluation set", "rule", "field", "source", "samples rejected");

  @Override
  public void write(Html html) {
    list(html, statement.summary());
    for (Check check : statement.checks()) {
      files(html, check);
      for (MeasuredFields fields : StatementWords.measured(check)) {
        measured(html, check, fields);
      }
      hits(html, check);
    }
    html.element("h3", "", "Not checked");
    list(html, statement.notChecked());
  }

  private static void list(Html html, List<String> sentences) {
    html.div("card").open("ul");
    sentences.forEach(sentence -> html.element("li", "", sentence));
    html.close(2);
  }

  /** Without it nobody can tell which version of a set the samples were compared with. */
  private static void files(Html html, Check check) {
    if (check.evaluationSets() == null
        || check.evaluationSets().stream()
            .allMatch(set -> set.files() == null || set.files().isEmpty())) {
      return;
    }
    html.element("h3", "", "Files of the evaluation sets, index " + check.index());
    html.div("card").div("wide").open("table", "class", "all").head(FILES);
    for (CheckedSet set : check.evaluationSets()) {
      List<NamedFile> files = set.files() == null ? List.of() : set.files();
      for (NamedFile file : files) {
        html.open("tr")
            .rowHead("", set.name(), MAX_NAME_LENGTH)
            .element("td", "", set.items() == null ? NONE : Formats.count(set.items()))
            .name("td", "", file.name(), MAX_NAME_LENGTH)
            .element("td", "", file.sha256())
            .close();
      }
    }
    html.close(3);
  }

  private static void measured(Html html, Check check, MeasuredFields all) {
    String where = all.fields().stream().map(SampleField::plural).collect(Collectors.joining(", "));
    html.element("h3", "", "Planted in " + where + ", rule " + String.join(", ", all.rules()));
    html.div("card").div("wide").open("table", "class", "all").head(SETS);
    for (CheckedSet set : check.evaluationSets()) {
      MeasuredFields figures = figures(set, all.fields());
      if (figures != null) {
        int missing = figures.notFound().items();
        html.open("tr")
            .rowHead("", set.name(), MAX_NAME_LENGTH)
            .element("td", "", set.items() == null ? NONE : Formats.count(set.items()))
            .element("td", missing == 0 ? "none" : "lost", missing == 0 ? "none" : missing(figures))
            .element("td", "", StatementWords.share(figures.allChanged()))
            .element("td", "", StatementWords.share(figures.allLookAlikes()))
            .close();
      }
    }
    html.close(2);
    html.open("details").element("summary", "", "By kind of change");
    kinds(html, check, all);
    html.close(2);
  }

  private static String missing(MeasuredFields figures) {
    return Formats.count(figures.notFound().items())
        + " ("
        + Formats.count(figures.notFound().tooShort())
        + " too short)";
  }

  private static void kinds(Html html, Check check, MeasuredFields all) {
    List<CheckedSet> sets = new ArrayList<>();
    List<String> columns = new ArrayList<>(List.of("found, of planted"));
    for (CheckedSet set : check.evaluationSets()) {
      if (figures(set, all.fields()) != null) {
        sets.add(set);
        columns.add(set.name());
      }
    }
    html.div("wide").open("table", "class", "all").head(columns);
    for (String kind : all.changed().keySet()) {
      html.open("tr").rowHead("", StatementWords.kind(kind), MAX_NAME_LENGTH);
      for (CheckedSet set : sets) {
        html.element("td", "", cell(figures(set, all.fields()).changed().get(kind)));
      }
      html.close();
    }
    html.close(2);
  }

  private static String cell(Planted leaks) {
    return leaks == null || leaks.planted() == 0
        ? NONE
        : Formats.count(leaks.found()) + " of " + Formats.count(leaks.planted());
  }

  private static MeasuredFields figures(CheckedSet set, List<SampleField> fields) {
    return set.measured() == null
        ? null
        : set.measured().stream()
            .filter(each -> each.fields().equals(fields))
            .findFirst()
            .orElse(null);
  }

  private static void hits(Html html, Check check) {
    if (check.evaluationSets() == null
        || check.evaluationSets().stream()
            .allMatch(set -> set.hits() == null || set.hits().samples() == 0)) {
      return;
    }
    html.element("h3", "", "Samples rejected");
    html.div("card").div("wide").open("table", "class", "all").head(HITS);
    for (CheckedSet set : check.evaluationSets()) {
      if (set.hits() != null) {
        for (HitCount hit : set.hits().by()) {
          html.open("tr")
              .rowHead("", set.name(), MAX_NAME_LENGTH)
              .element("td", "", hit.rule())
              .element("td", "", hit.field())
              .name("td", "", hit.source(), MAX_NAME_LENGTH)
              .element("td", "", Formats.count(hit.samples()))
              .close();
        }
      }
    }
    html.close(3);
  }
}
