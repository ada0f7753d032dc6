package io.medsift.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * The records of a file in order: a line, or an element of an array, byte for byte. Text that is
 * not JSON is a record too; a record that is longer than allowed is replaced by a sentence that
 * says so. Not thread-safe.
 */
public final class RecordReader implements Closeable {
  private final FilePieces pieces;

  RecordReader(FilePieces pieces) {
    this.pieces = pieces;
  }

  /**
   * Goes to the next record; false after the last.
   *
   * @throws RowFileException when the file is damaged
   */
  public boolean next() throws IOException {
    boolean another = pieces.next();
    if (!another && pieces.piece().problemAtEnd() != null) {
      throw new RowFileException(pieces.file() + ": " + pieces.piece().problemAtEnd());
    }
    return another;
  }

  /** A copy of the record. */
  public byte[] bytes() {
    Pieces piece = pieces.piece();
    if (piece.tooLong()) {
      return pieces.tooLong().getBytes(UTF_8);
    }
    return Arrays.copyOfRange(piece.bytes(), piece.start(), piece.start() + piece.length());
  }

  /** Number of the line or element that the record is, from 1; blank lines count. */
  public long number() {
    return pieces.piece().number();
  }

  /** Blank lines so far, which are not records. */
  public long blankLines() {
    return pieces.piece().blankLines();
  }

  @Override
  public void close() throws IOException {
    pieces.close();
  }
}
