package io.medsift.export.card;

import io.medsift.export.card.Markdown.CardNumbers;
import io.medsift.sources.PublishedDataset;
import io.medsift.sources.SourceCard;
import io.medsift.sources.catalogue.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the rows of a dataset come from: dataset, revision and licence of each source.
 *
 * @param files source to the names of the files that were ingested; empty where it is not known
 */
public record CardSources(Map<String, ? extends Collection<String>> files) {
  private static final String PAGE = "https://huggingface.co/datasets/";
  private static final Pattern ON_THE_HUB =
      Pattern.compile("hf://datasets/([^/@]+/[^/@]+)(?:@([^/]+))?/.*");

  public CardSources {
    files = Map.copyOf(files);
  }

  /**
   * The origin of rows.
   *
   * @param source as samples name it
   * @param dataset the published name; that of the source where it is not one of the catalogue
   * @param page of the dataset; null where there is none
   * @param revision the commit whose files were read; null where it is not known
   * @param license in words
   */
  public record Origin(
      String source, String dataset, String page, String revision, String license, long rows) {}

  /** The origins of the rows that were counted, by the names of their sources. */
  List<Origin> of(RowStatistics rows) {
    SortedMap<String, Long> counts = new TreeMap<>();
    rows.groups()
        .values()
        .forEach(group -> group.forEach((name, count) -> counts.merge(name, count, Long::sum)));
    List<Origin> origins = new ArrayList<>();
    counts.forEach((source, count) -> origins.add(origin(source, count)));
    return origins;
  }

  private Origin origin(String source, long rows) {
    SourceCard card = Sources.names().contains(source) ? Sources.named(source).card() : null;
    PublishedDataset published = card == null ? null : card.published();
    Collection<String> read = files.get(source);
    String id = published == null ? null : published.id();
    String revision = null;
    for (String file : read == null ? List.<String>of() : read) {
      Matcher hub = ON_THE_HUB.matcher(file);
      if (hub.matches()) {
        id = hub.group(1);
        revision = hub.group(2);
      }
    }
    return new Origin(
        source,
        id == null ? (card == null ? source : card.dataset()) : id,
        id == null ? null : PAGE + id,
        revision,
        card == null ? "not stated" : card.license().words(),
        rows);
  }

  /** Writes a table of those that are published. */
  void write(Markdown page, RowStatistics accepted) {
    List<List<String>> rows = new ArrayList<>();
    for (Origin origin : of(accepted)) {
      if (origin.page() == null) {
        continue;
      }
      rows.add(
          List.of(
              Markdown.text(origin.source()),
              Markdown.text(origin.dataset()),
              origin.revision() == null ? "not known" : "`" + origin.revision() + "`",
              Markdown.text(origin.license()),
              CardNumbers.count(origin.rows())));
    }
    if (!rows.isEmpty()) {
      page.table(
          List.of("source", "dataset", "revision", "licence of the dataset", "rows"), 1, rows);
    }
  }
}
