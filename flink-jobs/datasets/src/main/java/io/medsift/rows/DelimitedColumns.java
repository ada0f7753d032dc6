package io.medsift.rows;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;

/** The columns of a record of CSV or TSV: text, or null where a field is empty without quotes. */
record DelimitedColumns(Delimited form) implements PieceParser {
  @Override
  public ObjectNode columns(Pieces piece) throws MalformedPieceException {
    if (piece instanceof DelimitedPieces records && records.unclosed()) {
      throw new MalformedPieceException(piece.place() + " opens a quote that is never closed");
    }
    List<Delimited.Field> fields =
        new Delimited.FieldReader(text(piece), 0, form.delimiter()).record();
    if (fields.size() != form.names().size()) {
      throw new MalformedPieceException(
          format(
              Locale.ROOT,
              "%s has %,d field%s, but the first line names %,d columns",
              piece.place(),
              fields.size(),
              fields.size() == 1 ? "" : "s",
              form.names().size()));
    }
    ObjectNode columns = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < fields.size(); i++) {
      Delimited.Field field = fields.get(i);
      boolean missing = field.text().isEmpty() && !field.quoted();
      columns.put(form.names().get(i), missing ? null : field.text());
    }
    return columns;
  }

  private static String text(Pieces piece) throws MalformedPieceException {
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(piece.bytes(), piece.start(), piece.length()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedPieceException(
          piece.place() + " is not UTF-8 text: save the file as UTF-8", e);
    }
  }
}
