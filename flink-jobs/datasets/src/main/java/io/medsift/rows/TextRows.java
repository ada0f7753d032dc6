package io.medsift.rows;

import io.medsift.rows.Pieces.MalformedPieceException;
import io.medsift.rows.Pieces.PieceParser;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Rows of text: a piece of it each. */
final class TextRows implements RowReader {
  private final FilePieces pieces;
  private final PieceParser parser;
  private final LongSupplier bytesRead;
  private long position;
  private boolean atEnd;

  TextRows(FilePieces pieces, PieceParser parser, LongSupplier bytesRead) {
    this.pieces = pieces;
    this.parser = parser;
    this.bytesRead = bytesRead;
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

  private ReadRow parse() {
    Pieces piece = pieces.piece();
    try {
      return new FileRow(pieces.file(), position++, parser.columns(piece));
    } catch (MalformedPieceException e) {
      position--;
      if (!e.isComplete()) {
        piece.malformed();
      }
      byte[] raw = Arrays.copyOfRange(piece.bytes(), piece.start(), piece.start() + piece.length());
      return malformed(e.getMessage(), raw.length == 0 ? null : raw);
    }
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
