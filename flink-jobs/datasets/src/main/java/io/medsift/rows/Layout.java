package io.medsift.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Layout of JSON text. */
enum Layout {
  /** A value on each line. */
  LINES,
  /** One array of values. */
  ARRAY,
  /** One object of rows by their ids. */
  KEYED,
  /** One object that holds the rows as an array. */
  WRAPPED,
  /** One object of columns, each with the values of all rows. */
  COLUMNS,
  /** Values one after the other, broken into lines at will. */
  VALUES;

  /** Cuts text of this layout into its rows. */
  Pieces cut(InputStream text, RowLimits limits) throws IOException {
    if (this == WRAPPED) {
      text.skipNBytes(WrappedArray.start(Content.head(text, Content.HEAD)));
    }
    return this == LINES
        ? new LinePieces(text, limits.rowBytes())
        : new ElementPieces(text, limits.rowBytes(), this == COLUMNS ? VALUES : this);
  }

  /** The layout of text that begins like this; empty where it is no JSON. */
  static Optional<Layout> of(byte[] head) {
    String text = new String(head, UTF_8);
    if (KeyedObject.begins(text)) {
      return Optional.of(KEYED);
    }
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return Optional.of(LINES);
    }
    char first = lines.get(0).stripLeading().charAt(0);
    boolean another = lines.size() > 1 && startsValue(lines.get(1));
    if (first == '{' && !(another && isWhole(lines.get(0))) && ColumnRows.begins(text)) {
      return Optional.of(COLUMNS);
    }
    if (first == '{' && !(another && isWhole(lines.get(0))) && WrappedArray.start(head) >= 0) {
      return Optional.of(WRAPPED);
    }
    if (first == '[') {
      return Optional.of(isWhole(lines.get(0)) && another ? LINES : ARRAY);
    }
    if (first == '{') {
      boolean spread = lines.size() > 1 && lines.stream().noneMatch(Layout::isWhole);
      return Optional.of(spread && !another ? VALUES : LINES);
    }
    return lines.stream().anyMatch(Layout::isWhole) ? Optional.of(LINES) : Optional.empty();
  }

  /** Returns true if text begins as JSON does; else a line of it may. */
  static boolean isOfJson(byte[] head) {
    String text = new String(head, UTF_8).stripLeading();
    return text.isEmpty() || startsValue(text);
  }

  private static boolean startsValue(String line) {
    return line.startsWith("{") || line.startsWith("[");
  }

  /** Returns true if a line holds a whole object or array, by its brackets. */
  private static boolean isWhole(String line) {
    if (!startsValue(line)) {
      return false;
    }
    int depth = 0;
    boolean inText = false;
    for (int i = 0; i < line.length(); i++) {
      char next = line.charAt(i);
      if (inText && next == '\\') {
        i++;
      } else if (next == '"') {
        inText = !inText;
      } else if (!inText && (next == '{' || next == '[')) {
        depth++;
      } else if (!inText && (next == '}' || next == ']')) {
        depth--;
      }
      if (depth == 0 && !inText) {
        return line.substring(i + 1).isBlank();
      }
    }
    return false;
  }
}
