package io.medsift.export.card;

import static java.lang.String.format;

import io.medsift.export.statistics.Dimension;
import io.medsift.export.statistics.RowStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the dataset consists of: groups, and the sources of each. */
record CardComposition(RowStatistics accepted) {
  private static final Map<String, String> TITLES =
      Map.of(
          "public_medical", "Public medical reasoning",
          "synthetic_qa", "Synthetic medical QA",
          "r1_trace", "Curated R1 traces",
          "general_instruct", "General medical and instruction following",
          "rl", "Prompts for reinforcement learning");

  void write(Markdown page, Path plots) throws IOException {
    page.heading(2, "Composition");
    int number = 1;
    for (Map.Entry<String, ? extends Map<String, Long>> group : accepted.groups().entrySet()) {
      long rows = group.getValue().values().stream().mapToLong(Long::longValue).sum();
      String title = TITLES.get(group.getKey());
      page.heading(
          3,
          format(
              Locale.ROOT,
              "%d. %s (%,d samples)",
              number++,
              title == null ? Markdown.text(group.getKey()) : title,
              rows));
      sources(page, group.getValue(), rows);
    }
    String about = "Rows by source";
    String svg = BarChart.largest(about, accepted.counts(Dimension.SOURCES)).svg();
    Files.write(plots.resolve("sources.svg"), svg.getBytes(StandardCharsets.UTF_8));
    page.picture(about, "plots/sources.svg");
  }

  private static void sources(Markdown page, Map<String, Long> sources, long rows) {
    List<List<String>> table = new ArrayList<>();
    sources.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(
            source ->
                table.add(
                    List.of(
                        Markdown.text(source.getKey()),
                        Figures.count(source.getValue()),
                        Figures.share(source.getValue(), rows))));
    page.table(List.of("source", "samples", "share"), 2, table);
  }
}
