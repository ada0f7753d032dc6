package io.medsift.rows;

import static java.lang.String.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Rows of JSON text. */
final class JsonRows implements RowReader {
  /** The column of a row that is no object. */
  static final String ELEMENT = "element";

  /** The column of the id under which a file has the row. */
  static final String KEY = "key";

  private static final Pattern PARSER_SLANG =
      Pattern.compile("(: was expecting| \\(for |, the maximum allowed).*");

  private final FilePieces pieces;
  private final LongSupplier bytesRead;
  private final ObjectReader json;
  private long position;
  private boolean atEnd;

  JsonRows(FilePieces pieces, LongSupplier bytesRead) {
    this.pieces = pieces;
    this.bytesRead = bytesRead;
    this.json = reader(pieces.limits());
  }

  // Python writes NaN and Infinity, which are no JSON.
  private static ObjectReader reader(RowLimits limits) {
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
  public ReadRow next() throws IOException {
    if (atEnd) {
      return null;
    }
    if (!pieces.next()) {
      atEnd = true;
      String problem = pieces.piece().problemAtEnd();
      return problem == null ? null : malformed(problem, null);
    }
    return pieces.piece().tooLong() ? malformed(pieces.tooLong(), null) : parse();
  }

  private ReadRow malformed(String problem, byte[] raw) {
    return new MalformedRow(pieces.file(), position++, problem, raw);
  }

  private ReadRow parse() throws IOException {
    Pieces piece = pieces.piece();
    try {
      JsonNode value = json.readTree(piece.bytes(), piece.start(), piece.length());
      return value.isMissingNode()
          ? malformed(piece.place() + " holds nothing", null)
          : new Row(pieces.file(), position++, columns(value, piece.key()));
    } catch (JsonProcessingException e) {
      String problem = problem(e);
      piece.malformed();
      return malformed(
          problem,
          Arrays.copyOfRange(piece.bytes(), piece.start(), piece.start() + piece.length()));
    }
  }

  private static ObjectNode columns(JsonNode value, String key) {
    ObjectNode columns =
        value instanceof ObjectNode object
            ? object
            : JsonNodeFactory.instance.objectNode().set(ELEMENT, value);
    return key == null || columns.has(KEY) ? columns : columns.put(KEY, key);
  }

  private String problem(JsonProcessingException e) {
    String words =
        PARSER_SLANG
            .matcher(e.getOriginalMessage().lines().findFirst().orElse("unreadable"))
            .replaceFirst("");
    long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    return at < 0
        ? format(Locale.ROOT, "%s is not JSON: %s", pieces.piece().place(), words)
        : format(
            Locale.ROOT, "%s is not JSON near byte %,d: %s", pieces.piece().place(), at, words);
  }

  @Override
  public void skip(long rows) throws IOException {
    for (long i = 0; i < rows && !atEnd; i++) {
      if (!pieces.piece().independent()) {
        next();
      } else if (pieces.next()) {
        position++;
      } else {
        atEnd = true;
      }
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long bytesRead() {
    return bytesRead.getAsLong();
  }

  @Override
  public void close() throws IOException {
    pieces.close();
  }
}
