package io.medsift.sources.catalogue;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.medsift.sources.Source.SamplePart;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The columns of one row by the part of the sample that they hold. */
final class PartColumns {
  private final Map<SamplePart, List<String>> usual;
  private final SourceRow row;
  private final Map<SamplePart, Optional<String>> found = new EnumMap<>(SamplePart.class);

  PartColumns(Map<SamplePart, List<String>> usual, SourceRow row) {
    this.usual = usual;
    this.row = row;
  }

  /** The column that holds the part, counted once; null where the row has none. */
  String column(SamplePart part) {
    return found.computeIfAbsent(part, this::find).orElse(null);
  }

  private Optional<String> find(SamplePart part) {
    String said = row.settings().columns().get(part.wireName());
    for (String candidate : said == null ? usual.get(part) : List.of(said)) {
      if (row.has(candidate)) {
        row.use("column of " + part.wireName(), candidate);
        return Optional.of(candidate);
      }
    }
    if (said != null) {
      row.use("column of " + part.wireName(), said + " is not there");
    }
    return Optional.empty();
  }

  /** Columns with a value that no part was asked for. */
  List<String> unread() {
    Set<String> read = found.values().stream().flatMap(Optional::stream).collect(toSet());
    return row.columns().properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !read.contains(name) && row.has(name))
        .toList();
  }

  boolean has(SamplePart part) {
    return column(part) != null;
  }

  JsonNode value(SamplePart part) {
    String column = column(part);
    return column == null ? MissingNode.getInstance() : row.value(column);
  }

  String text(SamplePart part) throws UnmappableRowException {
    String column = column(part);
    return column == null ? null : row.text(column);
  }

  String required(SamplePart part) throws UnmappableRowException {
    String column = column(part);
    if (column == null) {
      String said = row.settings().columns().get(part.wireName());
      throw new UnmappableRowException(
          "no column holds the "
              + part.wireName()
              + ": looked for "
              + (said == null ? usual.get(part) : List.of(said))
              + " among "
              + names());
    }
    return Cell.required(column, row.value(column));
  }

  private List<String> names() {
    return row.columns().properties().stream().map(Map.Entry::getKey).limit(20).toList();
  }
}
