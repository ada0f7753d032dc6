package io.medsift.rows;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.remote.RemoteException;
import io.medsift.rows.ReadRow.FileRow;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Rows of one object of columns: {@code {"question": ["Why?", "Who?"], "answer": ["A", "B"]}} as
 * {@code Dataset.to_dict} gives it, or with the numbers of the rows, {@code {"question": {"0":
 * "Why?"}}}, as {@code DataFrame.to_json} does. The whole file is held in memory, so it may be as
 * large as one row.
 */
final class ColumnRows implements RowReader {
  private static final String VALUES = "\\s*+:\\s*+(?:\\[|\\{\\s*+\"\\d++\"\\s*+:)\\s*+[\"\\d+.-]";

  private static final Pattern FIRST = Pattern.compile("\\s*+\\{\\s*+\"[^\"\\\\]*+\"" + VALUES);

  /** A column that no row has as a list of texts. */
  private static final Pattern TELLING =
      Pattern.compile("[{,]\\s*+\"(?:prompt|question|problem|query|instruction|id)\"" + VALUES);

  private final String file;
  private final Closeable resource;
  private final LongSupplier bytesRead;
  private final List<Map.Entry<String, List<JsonNode>>> columns = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final int rows;
  private int position;

  ColumnRows(
      String file, InputStream text, RowLimits limits, Closeable resource, LongSupplier bytesRead)
      throws IOException {
    this.file = file;
    this.resource = resource;
    this.bytesRead = bytesRead;
    JsonNode object = read(text, limits);
    for (Map.Entry<String, JsonNode> column : object.properties()) {
      List<JsonNode> values = values(column.getKey(), column.getValue());
      if (!column.getValue().isContainerNode()
          || (!columns.isEmpty() && values.size() != columns.get(0).getValue().size())) {
        throw unequal(column.getKey(), column.getValue());
      }
      columns.add(Map.entry(column.getKey(), values));
    }
    rows = columns.isEmpty() ? 0 : columns.get(0).getValue().size();
  }

  /** The values of a column in the order of the rows, which is that of the first column's keys. */
  private List<JsonNode> values(String name, JsonNode column) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    if (keys.isEmpty()) {
      column.fieldNames().forEachRemaining(keys::add);
    }
    if (!column.isObject() || column.size() != keys.size()) {
      column.forEach(values::add);
      return values;
    }
    for (String key : keys) {
      JsonNode value = column.get(key);
      if (value == null) {
        throw new RowFileException(
            format("%s is one object of columns, but column '%s' has no '%s'", file, name, key));
      }
      values.add(value);
    }
    return values;
  }

  /** Returns whether text begins with an object of columns. */
  static boolean begins(String head) {
    return FIRST.matcher(head).lookingAt() && TELLING.matcher(head).find();
  }

  private JsonNode read(InputStream text, RowLimits limits) throws IOException {
    byte[] bytes = content(text, limits.rowBytes() + 1);
    if (bytes.length > limits.rowBytes()) {
      throw new RowFileException(
          format(
              Locale.ROOT,
              "%s is one object of columns of more than %,d bytes: save it with a row on each line"
                  + " (JSON Lines)",
              file,
              limits.rowBytes()));
    }
    try {
      return JsonColumns.reader(limits).readTree(new String(bytes, UTF_8));
    } catch (JsonProcessingException e) {
      throw new RowFileException(
          file + " is one object of columns and cannot be read: " + JsonColumns.words(e), e);
    }
  }

  private byte[] content(InputStream text, int most) throws IOException {
    try {
      return text.readNBytes(most);
    } catch (EOFException e) {
      throw new RowFileException(file + " ends too early: it was cut off", e);
    } catch (RemoteException | RowFileException e) {
      throw e;
    } catch (IOException e) {
      throw new RowFileException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private RowFileException unequal(String name, JsonNode column) {
    String first = columns.isEmpty() ? "" : columns.get(0).getKey();
    return new RowFileException(
        column.isContainerNode()
            ? format(
                Locale.ROOT,
                "%s is one object of columns, but column '%s' has %,d values and '%s' has %,d",
                file,
                name,
                column.size(),
                first,
                columns.get(0).getValue().size())
            : format("%s is one object of columns, but '%s' is not a column", file, name));
  }

  @Override
  public ReadRow next() {
    if (position == rows) {
      return null;
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, List<JsonNode>> column : columns) {
      row.set(column.getKey(), column.getValue().get(position));
    }
    String key = keys.isEmpty() ? String.valueOf(position) : keys.get(position);
    return new FileRow(file, position++, row, key);
  }

  @Override
  public void skip(long count) {
    position = (int) Math.min(rows, position + count);
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
