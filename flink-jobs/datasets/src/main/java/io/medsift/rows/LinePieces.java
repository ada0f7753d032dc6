package io.medsift.rows;

import static java.lang.String.format;

import io.medsift.rows.PieceBuffer.BufferedPieces;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Lines. Those of white space are none. */
final class LinePieces extends BufferedPieces {
  private long line;
  private long blankLines;
  private boolean atEnd;

  LinePieces(InputStream in, int longest) {
    super(in, longest);
  }

  @Override
  public boolean next() throws IOException {
    while (line()) {
      if (tooLong() || !isBlank()) {
        return true;
      }
      blankLines++;
    }
    return false;
  }

  private boolean line() throws IOException {
    if (atEnd) {
      return false;
    }
    buffer.begin();
    while (!findBreak()) {
      if (!buffer.fill()) {
        atEnd = true;
        pieceEnd = buffer.position();
        line++;
        return fullLength() > 0;
      }
    }
    line++;
    return true;
  }

  private boolean findBreak() {
    byte[] bytes = buffer.bytes();
    int end = buffer.end();
    int position = buffer.position();
    while (position < end && bytes[position] != '\n') {
      position++;
    }
    boolean found = position < end;
    pieceEnd = position;
    buffer.moveTo(found ? position + 1 : position);
    return found;
  }

  private boolean isBlank() {
    byte[] bytes = buffer.bytes();
    for (int i = buffer.start(); i < pieceEnd; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public long number() {
    return line;
  }

  @Override
  public long blankLines() {
    return blankLines;
  }

  @Override
  public String place() {
    return format(Locale.ROOT, "line %,d", line);
  }

  @Override
  public void malformed() {}

  @Override
  public String problemAtEnd() {
    return null;
  }

  @Override
  public boolean independent() {
    return true;
  }
}
