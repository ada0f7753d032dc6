package io.medsift.export.card;

import static java.lang.String.format;

import io.medsift.export.card.Markdown.CardNumbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Composition of the dataset: groups, and the sources of each. */
record CardComposition(RowStatistics accepted) {
  private static final Map<String, String> TITLES = new LinkedHashMap<>();

  static {
    TITLES.put("public_medical", "Public medical data");
    TITLES.put("synthetic_qa", "Synthetic medical QA");
    TITLES.put("r1_trace", "R1 traces");
    TITLES.put("general_instruct", "General instructions");
    TITLES.put("rl", "Prompts for reinforcement learning");
  }

  /** Returns true if a track is one of the published recipe. */
  static boolean isPublished(String track) {
    return TITLES.containsKey(track);
  }

  void write(Markdown page, Path plots) throws IOException {
    page.heading(2, "Composition");
    int number = 1;
    for (String group : groups()) {
      Map<String, Long> sources = accepted.groups().get(group);
      long rows = sources.values().stream().mapToLong(Long::longValue).sum();
      String title = TITLES.get(group);
      page.heading(
          3,
          format(
              Locale.ROOT,
              "%d. %s (%,d %s)",
              number++,
              title == null ? Markdown.text(group) : title + ": `" + group + "`",
              rows,
              rows == 1 ? "sample" : "samples"));
      sources(page, sources, rows);
    }
    String about = "Rows by source";
    String svg = BarChart.largest(about, accepted.counts(Dimension.SOURCES)).svg();
    Files.write(plots.resolve("sources.svg"), svg.getBytes(StandardCharsets.UTF_8));
    page.picture(about, "plots/sources.svg");
  }

  /** Those of the published recipe in its order, then others. */
  private Set<String> groups() {
    Set<String> groups = new LinkedHashSet<>(TITLES.keySet());
    groups.retainAll(accepted.groups().keySet());
    groups.addAll(accepted.groups().keySet());
    return groups;
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
                        CardNumbers.count(source.getValue()),
                        CardNumbers.share(source.getValue(), rows))));
    page.table(List.of("source", "samples", "share"), 2, table);
  }
}
