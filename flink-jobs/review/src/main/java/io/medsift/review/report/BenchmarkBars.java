package io.medsift.review.report;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Evaluation sets that leaked into the samples, beside those that did not.
 *
 * @param evaluation the sets that prompts were compared with; null where none were
 */
record BenchmarkBars(Tally tally, BenchmarkIndex.Summary evaluation) implements Section {
  private static final int MAX_ROWS = 20;
  private static final int MAX_NAME_LENGTH = 48;
  private static final List<String> COLUMNS =
      List.of("evaluation set", "", "items", "prompts rejected");

  /** A set; {@code items} is negative where it is not known. */
  private record Hits(String name, long items, long prompts) {}

  @Override
  public void write(Html html) {
    List<Hits> sets = sets();
    if (sets.isEmpty()) {
      html.element("p", "empty", "No track of this run compared prompts with evaluation sets.");
      return;
    }
    long most = sets.get(0).prompts();
    html.div("card");
    table(html, sets.subList(0, Math.min(MAX_ROWS, sets.size())), most);
    if (sets.size() > MAX_ROWS) {
      html.open("details")
          .element("summary", "", Formats.count(sets.size() - MAX_ROWS) + " further sets");
      table(html, sets.subList(MAX_ROWS, sets.size()), most);
      html.close();
    }
    html.close();
  }

  private List<Hits> sets() {
    Map<String, Long> hits = new TreeMap<>(tally.benchmarks());
    List<Hits> sets = new ArrayList<>();
    if (evaluation != null) {
      for (BenchmarkIndex.Summary.SetSize set : evaluation.sets()) {
        Long prompts = hits.remove(set.name());
        sets.add(new Hits(set.name(), set.items(), prompts == null ? 0 : prompts));
      }
    }
    hits.forEach((name, prompts) -> sets.add(new Hits(name, -1, prompts)));
    sets.sort(Comparator.comparingLong(Hits::prompts).reversed());
    return sets;
  }

  private static void table(Html html, List<Hits> sets, long most) {
    html.open("table", "class", "funnel").head(COLUMNS);
    for (Hits set : sets) {
      html.open("tr")
          .rowHead("", set.name(), MAX_NAME_LENGTH)
          .open("td", "class", "bars")
          .div("bar")
          .open(
              "span",
              "class",
              "gate-decontaminate",
              "style",
              "width:" + Formats.css(Formats.percent(set.prompts(), most)))
          .close(3)
          .element("td", "", set.items() < 0 ? "–" : Formats.count(set.items()))
          .element(
              "td",
              set.prompts() == 0 ? "none" : "lost",
              set.prompts() == 0 ? "none" : Formats.count(set.prompts()))
          .close();
    }
    html.close();
  }
}
