package io.medsift.rows;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.json.JsonProblem;
import io.medsift.rows.Pieces.MalformedPieceException;
import io.medsift.rows.Pieces.PieceParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/** The columns of a row of JSON. */
final class JsonColumns implements PieceParser {
  /** The column of a row that is no object. */
  static final String ELEMENT = "element";

  /** The column of the id under which a file has the row. */
  static final String KEY = "key";

  private static final String SERVED_ROW = "row";
  private static final String TRUNCATED = "truncated_cells";
  private static final Set<String> SERVED = Set.of("row_idx", SERVED_ROW, TRUNCATED);

  private final ObjectReader json;
  private final ObjectReader strict;

  JsonColumns(RowLimits limits) {
    this.json = reader(limits);
    this.strict = json.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }

  /** Reads JSON as rows have it, with Python's NaN and Infinity. */
  static ObjectReader reader(RowLimits limits) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.nesting())
            .maxStringLength(limits.rowBytes())
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build()
        .reader();
  }

  @Override
  public ObjectNode columns(Pieces piece) throws MalformedPieceException {
    try {
      JsonNode value = strict.readTree(piece.bytes(), piece.start(), piece.length());
      if (value.isMissingNode()) {
        throw new MalformedPieceException(piece.place() + " holds nothing");
      }
      return columns(served(value, piece), piece.key());
    } catch (JsonProcessingException e) {
      throw isReadable(piece)
          ? MalformedPieceException.complete(piece.place() + ": " + words(e))
          : new MalformedPieceException(problem(e, piece), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether nothing is wrong with a piece but a name that it gives twice. */
  private boolean isReadable(Pieces piece) {
    try {
      return !json.readTree(piece.bytes(), piece.start(), piece.length()).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The row of {@code {"row_idx": 0, "row": {…}}}, as the API of the Hugging Face Hub gives it. */
  private static JsonNode served(JsonNode value, Pieces piece) throws MalformedPieceException {
    JsonNode row = value.path(SERVED_ROW);
    if (!row.isObject() || !value.propertyStream().allMatch(f -> SERVED.contains(f.getKey()))) {
      return value;
    }
    if (!value.path(TRUNCATED).isEmpty()) {
      throw new MalformedPieceException(
          piece.place()
              + " has cells that the Hub's API truncated: "
              + value.path(TRUNCATED)
              + ". Download the dataset's files instead");
    }
    return row;
  }

  private static ObjectNode columns(JsonNode value, String key) {
    ObjectNode columns =
        value instanceof ObjectNode object
            ? object
            : JsonNodeFactory.instance.objectNode().set(ELEMENT, value);
    return key == null || columns.has(KEY) ? columns : columns.put(KEY, key);
  }

  private static String problem(JsonProcessingException e, Pieces piece) {
    String words = words(e);
    long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    return at < 0
        ? format(Locale.ROOT, "%s is not JSON: %s", piece.place(), words)
        : format(Locale.ROOT, "%s is not JSON near byte %,d: %s", piece.place(), at, words);
  }

  /** What is wrong, without what the parser expected. */
  static String words(JsonProcessingException e) {
    String words = JsonProblem.of(e);
    return words.isEmpty() ? "unreadable" : words;
  }
}
