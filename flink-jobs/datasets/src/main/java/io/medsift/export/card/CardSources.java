package io.medsift.export.card;

import io.medsift.export.card.Markdown.CardNumbers;
import io.medsift.remote.RemoteException;
import io.medsift.remote.RemotePath;
import io.medsift.remote.RemotePath.HubPath;
import io.medsift.sources.PublishedDataset;
import io.medsift.sources.SourceCard;
import io.medsift.sources.catalogue.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the rows of a dataset come from: dataset, revision and licence of each source.
 *
 * @param files source to the names of the files that were ingested; empty where it is not known
 */
public record CardSources(Map<String, ? extends Collection<String>> files) {
  private static final String PAGE = "https://huggingface.co/datasets/";

  public CardSources {
    files = Map.copyOf(files);
  }

  /**
   * The origin of rows. A source whose files are of several datasets or revisions has one for each.
   *
   * @param source as samples name it
   * @param dataset the published name; that of the source where it is not one of the catalogue
   * @param page of the dataset; null where there is none
   * @param revision the commit whose files were read; null where it is not known
   * @param license in words
   * @param rows of the source, from all its origins together
   * @param number of the origin among those of the source, from 1
   * @param others origins of the source besides this
   */
  public record Origin(
      String source,
      String dataset,
      String page,
      String revision,
      String license,
      long rows,
      int number,
      int others) {}

  /**
   * The path of a file on the Hub, at its commit or at a branch or tag; empty for a file from
   * elsewhere.
   */
  static Optional<HubPath> onTheHub(String file) {
    try {
      return RemotePath.isRemote(file) && RemotePath.parse(file) instanceof HubPath hub
          ? Optional.of(hub)
          : Optional.empty();
    } catch (RemoteException e) {
      return Optional.empty();
    }
  }

  /** The origins of the rows that were counted, by the names of their sources. */
  List<Origin> of(RowStatistics rows) {
    SortedMap<String, Long> counts = new TreeMap<>();
    rows.groups()
        .values()
        .forEach(group -> group.forEach((name, count) -> counts.merge(name, count, Long::sum)));
    List<Origin> origins = new ArrayList<>();
    counts.forEach((source, count) -> origins.addAll(origins(source, count)));
    return origins;
  }

  /** A dataset at a revision, where they are known. */
  private record Place(String dataset, String revision) {}

  /** A branch or tag does not say what was read: it moves. */
  private static Place place(HubPath hub) {
    return new Place(hub.id(), hub.isCommit() ? hub.revision() : null);
  }

  private List<Origin> origins(String source, long rows) {
    SourceCard card = Sources.names().contains(source) ? Sources.named(source).card() : null;
    PublishedDataset published = card == null ? null : card.published();
    Place unknown = new Place(published == null ? null : published.id(), null);
    Set<Place> places = new LinkedHashSet<>();
    Collection<String> read = files.get(source);
    for (String file : read == null ? List.<String>of() : read) {
      places.add(onTheHub(file).map(CardSources::place).orElse(unknown));
    }
    if (places.isEmpty()) {
      places.add(unknown);
    }
    List<Origin> origins = new ArrayList<>();
    for (Place place : places) {
      String id = place.dataset();
      origins.add(
          new Origin(
              source,
              id == null ? (card == null ? source : card.dataset()) : id,
              id == null ? null : PAGE + id,
              place.revision(),
              card == null ? "not stated" : card.license().words(),
              rows,
              origins.size() + 1,
              places.size() - 1));
    }
    return origins;
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
              CardNumbers.count(origin.rows()) + (origin.others() == 0 ? "" : " in total")));
    }
    if (!rows.isEmpty()) {
      page.table(
          List.of("source", "dataset", "revision", "licence of the dataset", "rows"), 1, rows);
    }
  }
}
