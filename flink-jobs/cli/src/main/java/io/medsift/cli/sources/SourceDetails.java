package io.medsift.cli.sources;

import static java.util.Objects.requireNonNull;

import io.medsift.rows.RowFiles.FileNames;
import io.medsift.sources.PublishedDataset;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.Source;
import io.medsift.sources.SourceCard;
import io.medsift.sources.SourceCard.Confidence;
import io.medsift.sources.SourceCard.SourceColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Details of one source. */
final class SourceDetails {
  private static final String INDENT = "  ";

  private SourceDetails() {}

  static List<String> lines(Source source) {
    SourceCard card = source.card();
    List<String> lines = new ArrayList<>();
    lines.add(card.name() + ": " + card.dataset());
    lines.add(card.about());
    lines.add("");
    lines.addAll(facts(card));
    lines.add("");
    lines.addAll(published(card.published()));
    lines.add("");
    lines.add("Columns, and what they become:");
    lines.addAll(columns(card));
    if (!source.readings().isEmpty()) {
      lines.add("");
      lines.add("Readings, counted over the rows of a file:");
      source.readings().forEach(reading -> addReading(reading, lines));
    }
    if (!source.parts().isEmpty()) {
      lines.add("");
      lines.add(
          "Parts of a sample that you can read from another column, such as" + " prompt=question:");
      lines.addAll(parts(source));
    }
    lines.add("");
    lines.add("An example row, with invented text:");
    card.example().toPrettyString().lines().forEach(line -> lines.add(INDENT + line));
    return lines;
  }

  private static List<String> facts(SourceCard card) {
    TextTable table = new TextTable(INDENT);
    table.row("topic", card.topic().wireName());
    table.row("track", card.tracks().get(0) + others(card.tracks()));
    String column = card.license().column();
    table.row(
        "license",
        card.license().words() + (column == null ? "" : "; each row's own is in " + column));
    table.row("known", card.confidence().words());
    if (!card.files().equals(FileNames.ANY)) {
      table.row("files", card.files() + " among others");
    }
    if (card.idColumn() != null) {
      table.row("row id", card.idColumn());
    }
    return table.lines();
  }

  private static List<String> published(PublishedDataset dataset) {
    if (dataset == null) {
      return List.of("Not published: read your own files.");
    }
    TextTable table = new TextTable(INDENT);
    table.row("dataset", dataset.name());
    dataset.paths().forEach(path -> table.row("files", path));
    table.row("split", dataset.split());
    table.row("revision", dataset.revision() == null ? "latest" : dataset.revision());
    table.row("rows", count(dataset.rows()));
    if (dataset.bytes() != null) {
      table.row("bytes", count(dataset.bytes()));
    }
    table.row("gated", gated(dataset.gated()));
    if (dataset.optional() != null) {
      table.row("rebuild", "only with --sources: " + dataset.optional());
    }
    dataset.doubts().forEach(doubt -> table.row("note", doubt));
    List<String> lines = new ArrayList<>();
    lines.add("Published as:");
    lines.addAll(table.lines());
    return lines;
  }

  private static String count(Long number) {
    return number == null ? "not known" : String.format(Locale.ROOT, "%,d", number);
  }

  private static String gated(Boolean gated) {
    if (gated == null) {
      return "not known";
    }
    return gated ? "yes: accept its terms on its page, and set HF_TOKEN" : "no";
  }

  private static String others(List<String> tracks) {
    return tracks.size() == 1 ? "" : ", or " + String.join(", ", tracks.subList(1, tracks.size()));
  }

  private static List<String> columns(SourceCard card) {
    TextTable table = new TextTable(INDENT);
    for (SourceColumn column : card.columns()) {
      Confidence confidence = column.confidence();
      String doubt = confidence == null ? "" : " (" + confidence.words() + ")";
      table.row(column.name(), column.type(), column.meaning() + doubt);
    }
    return table.lines();
  }

  private static void addReading(ReadingOption reading, List<String> lines) {
    lines.add(INDENT + reading.name() + ": " + reading.question());
    lines.add(INDENT + INDENT + String.join(" | ", reading.values()) + "; " + decider(reading));
  }

  private static String decider(ReadingOption reading) {
    return switch (reading.by()) {
      case ROW -> "each row shows it";
      case FILE -> "the rows of a file show it, or say " + example(reading);
      case USER -> reading.fallback() + ", unless you say " + example(reading);
    };
  }

  private static String example(ReadingOption reading) {
    return reading.name() + "=" + reading.values().get(reading.values().size() - 1);
  }

  private static List<String> parts(Source source) {
    TextTable table = new TextTable(INDENT);
    table.row("part", "columns that are tried");
    source
        .parts()
        .forEach((part, columns) -> table.row(part.wireName(), String.join(", ", columns)));
    return table.lines();
  }

  /** Rows of cells for a terminal, each column as wide as its widest cell. */
  static final class TextTable {
    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final String indent;

    TextTable(String indent) {
      this.indent = requireNonNull(indent, "indent is null");
    }

    TextTable row(String... cells) {
      rows.add(List.of(cells));
      return this;
    }

    List<String> lines() {
      int columns = rows.stream().mapToInt(List::size).max().orElse(0);
      int[] widths = new int[columns];
      for (List<String> row : rows) {
        for (int i = 0; i < row.size(); i++) {
          widths[i] = Math.max(widths[i], row.get(i).length());
        }
      }
      List<String> lines = new ArrayList<>();
      for (List<String> row : rows) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < row.size(); i++) {
          line.append(i == 0 ? "" : BETWEEN).append(row.get(i));
          line.append(" ".repeat(widths[i] - row.get(i).length()));
        }
        lines.add(line.toString().stripTrailing());
      }
      return lines;
    }
  }
}
