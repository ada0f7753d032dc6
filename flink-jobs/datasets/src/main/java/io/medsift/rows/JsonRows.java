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
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Rows of JSON text. */
final class JsonRows implements RowReader {
  /** The column of a row that is no object. */
  static final String ELEMENT = "element";

  private static final Pattern PARSER_SLANG =
      Pattern.compile("(: was expecting| \\(for |, the maximum allowed).*");

  private final String file;
  private final Pieces pieces;
  private final RowLimits limits;
  private final LongSupplier bytesRead;
  private final Closeable resource;
  private final ObjectReader json;
  private long position;
  private boolean atEnd;

  JsonRows(
      String file, Pieces pieces, RowLimits limits, LongSupplier bytesRead, Closeable resource) {
    this.file = file;
    this.pieces = pieces;
    this.limits = limits;
    this.bytesRead = bytesRead;
    this.resource = resource;
    this.json = reader(limits);
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
    if (!advance()) {
      atEnd = true;
      String problem = pieces.problemAtEnd();
      return problem == null ? null : new MalformedRow(file, position++, problem, null);
    }
    return pieces.tooLong() ? tooLong() : parse();
  }

  private boolean advance() throws RowFileException {
    try {
      return pieces.next();
    } catch (EOFException e) {
      throw new RowFileException(
          format(Locale.ROOT, "%s ends too early, after row %,d: it was cut off", file, position),
          e);
    } catch (IOException e) {
      throw new RowFileException(
          format(
              Locale.ROOT, "%s cannot be read after row %,d: %s", file, position, e.getMessage()),
          e);
    }
  }

  private ReadRow tooLong() {
    String problem =
        format(
            Locale.ROOT,
            "%s has %,d bytes, at most %,d are read",
            pieces.place(),
            pieces.fullLength(),
            limits.rowBytes());
    return new MalformedRow(file, position++, problem, null);
  }

  private ReadRow parse() throws IOException {
    try {
      JsonNode value = json.readTree(pieces.bytes(), pieces.start(), pieces.length());
      return new Row(file, position++, columns(value));
    } catch (JsonProcessingException e) {
      String problem = problem(e);
      pieces.malformed();
      byte[] raw =
          Arrays.copyOfRange(pieces.bytes(), pieces.start(), pieces.start() + pieces.length());
      return new MalformedRow(file, position++, problem, raw);
    }
  }

  private static ObjectNode columns(JsonNode value) {
    return value instanceof ObjectNode object
        ? object
        : JsonNodeFactory.instance.objectNode().set(ELEMENT, value);
  }

  private String problem(JsonProcessingException e) {
    String words =
        PARSER_SLANG
            .matcher(e.getOriginalMessage().lines().findFirst().orElse("unreadable"))
            .replaceFirst("");
    long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    return at < 0
        ? format(Locale.ROOT, "%s is not JSON: %s", pieces.place(), words)
        : format(Locale.ROOT, "%s is not JSON near byte %,d: %s", pieces.place(), at, words);
  }

  @Override
  public void skip(long rows) throws IOException {
    for (long i = 0; i < rows && !atEnd; i++) {
      if (!pieces.independent()) {
        next();
      } else if (advance()) {
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
    resource.close();
  }
}
