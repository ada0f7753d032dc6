package io.medsift.rows;

import io.medsift.rows.PieceBuffer.LineBasedPieces;
import java.io.IOException;
import java.io.InputStream;

/** Lines. Those of white space are none. */
final class LinePieces extends LineBasedPieces {
  private boolean atEnd;

  LinePieces(InputStream in, int longest) {
    super(in, longest);
  }

  @Override
  public boolean next() throws IOException {
    while (line()) {
      if (tooLong() || !isBlank(NO_DELIMITER)) {
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
}
