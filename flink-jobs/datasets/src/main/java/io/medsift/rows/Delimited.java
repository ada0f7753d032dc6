package io.medsift.rows;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.rows.Pieces.MalformedPieceException;
import io.medsift.rows.Pieces.PieceParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A text of fields with a delimiter between them, as CSV and TSV have it, and the names of its
 * columns, which its first record gives. A name that is missing is {@code Unnamed: 0}, one that is
 * there already gets {@code .1}, as pandas has it.
 */
record Delimited(char delimiter, List<String> names) {
  static final char QUOTE = '"';

  private static final List<Character> DELIMITERS = List.of(',', '\t', ';');
  private static final int MAX_NAME_LENGTH = 300;
  private static final double USUAL = 0.8;

  Delimited {
    names = List.copyOf(names);
  }

  /**
   * The form of text that begins like this; empty where it is none.
   *
   * @param file whose name says it where the text does not: a single column has no delimiter
   */
  static Optional<Delimited> of(byte[] head, String file) {
    String text = new String(head, UTF_8);
    boolean named = isNamed(file);
    Delimited best = null;
    for (char delimiter : DELIMITERS) {
      List<List<Field>> records = records(text, delimiter, head.length >= Content.HEAD);
      if (isTable(records, named) && (best == null || records.get(0).size() > best.names.size())) {
        best = new Delimited(delimiter, names(records.get(0)));
      }
    }
    return Optional.ofNullable(best);
  }

  /** Returns true if a file is called CSV or TSV, packed or not. */
  static boolean isNamed(String file) {
    return file.toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv)(\\.(gz|zst))?");
  }

  private static List<List<Field>> records(String text, char delimiter, boolean cutOff) {
    List<List<Field>> records = new ArrayList<>();
    int position = 0;
    while (position < text.length()) {
      FieldReader fields = new FieldReader(text, position, delimiter);
      List<Field> record = fields.record();
      position = fields.position();
      if (record.size() > 1 || !record.get(0).text().isBlank()) {
        records.add(record);
      }
    }
    if (cutOff && records.size() > 1) {
      records.remove(records.size() - 1);
    }
    return records;
  }

  private static boolean isTable(List<List<Field>> records, boolean named) {
    if (records.isEmpty()) {
      return false;
    }
    List<Field> header = records.get(0);
    boolean readable =
        header.stream().allMatch(name -> name.text().length() <= MAX_NAME_LENGTH)
            && header.stream().anyMatch(name -> name.text().chars().anyMatch(Character::isLetter));
    if (named || !readable) {
      return readable;
    }
    long same = records.stream().skip(1).filter(record -> record.size() == header.size()).count();
    return header.size() > 1 && same > 0 && same >= USUAL * (records.size() - 1);
  }

  private static List<String> names(List<Field> header) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Field field : header) {
      String name = field.text().isBlank() ? "Unnamed: " + names.size() : field.text().strip();
      String unique = name;
      for (int number = 1; !taken.add(unique); number++) {
        unique = name + "." + number;
      }
      names.add(unique);
    }
    return names;
  }

  /**
   * One field of a record.
   *
   * @param quoted whether it is in quotes, so that it is text even where it is empty
   */
  record Field(String text, boolean quoted) {}

  /**
   * Takes records apart as RFC 4180 has them. A quote is one where a field begins with it; what
   * follows the closing quote belongs to the field, as for Python.
   */
  static final class FieldReader {
    private final String text;
    private final char delimiter;
    private int position;

    FieldReader(String text, int start, char delimiter) {
      this.text = text;
      this.position = start;
      this.delimiter = delimiter;
    }

    /** Position of the next record. */
    int position() {
      return position;
    }

    /** The fields up to the end of the line, or of the text. */
    List<Field> record() {
      List<Field> fields = new ArrayList<>();
      do {
        fields.add(field());
      } while (position < text.length() && text.charAt(position++) == delimiter);
      return fields;
    }

    private Field field() {
      StringBuilder field = new StringBuilder();
      boolean quoted = position < text.length() && text.charAt(position) == QUOTE;
      boolean inQuotes = quoted;
      position += quoted ? 1 : 0;
      while (position < text.length()) {
        char here = text.charAt(position);
        if (inQuotes && here == QUOTE) {
          boolean doubled = position + 1 < text.length() && text.charAt(position + 1) == QUOTE;
          inQuotes = doubled;
          position += doubled ? 2 : 1;
          if (doubled) {
            field.append(QUOTE);
          }
          continue;
        }
        if (!inQuotes && (here == delimiter || here == '\n')) {
          break;
        }
        field.append(here);
        position++;
      }
      boolean atEndOfLine = position >= text.length() || text.charAt(position) == '\n';
      if (!inQuotes
          && atEndOfLine
          && !field.isEmpty()
          && field.charAt(field.length() - 1) == '\r') {
        field.setLength(field.length() - 1);
      }
      return new Field(field.toString(), quoted);
    }
  }

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
}
