package io.medsift.cli.sources;

import io.medsift.sources.Source;
import io.medsift.sources.SourceCard;
import io.medsift.sources.SourceCard.SourceColumn;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All sources, one line each. */
final class SourceList {
  private static final int COLUMNS_SHOWN = 44;

  private SourceList() {}

  static List<String> lines(List<Source> sources) {
    TextTable table = new TextTable("");
    table.row("source", "track", "topic", "license", "known", "columns");
    for (Source source : sources) {
      SourceCard card = source.card();
      table.row(
          card.name(),
          card.tracks().get(0),
          card.topic().wireName(),
          card.license().words(),
          card.confidence().name().toLowerCase(Locale.ROOT),
          columns(card));
    }
    return table.lines();
  }

  private static String columns(SourceCard card) {
    String names =
        card.columns().stream().map(SourceColumn::name).collect(Collectors.joining(", "));
    return names.length() <= COLUMNS_SHOWN
        ? names
        : names.substring(0, names.lastIndexOf(',', COLUMNS_SHOWN) + 1) + " …";
  }
}
