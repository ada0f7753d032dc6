package io.medsift.answers;

/** Reads a number with its unit. */
final class QuantityReader implements AnswerReader {
  private static final int PIECE_LIMIT = 120;

  @Override
  public Reading readWhole(String text, int start, int end) {
    if (end - start > PIECE_LIMIT) {
      return null;
    }
    String piece = text.substring(start, end).strip();
    return Quantity.parse(piece) == null ? null : Reading.text(piece, start, end);
  }

  @Override
  public Reading readStart(String text, int start, int end) {
    int limit = Math.min(end, start + PIECE_LIMIT);
    int at = start;
    while (at < limit && !endsPiece(text, at, limit)) {
      at++;
    }
    return readWhole(text, start, at);
  }

  private static boolean endsPiece(String text, int at, int limit) {
    char c = text.charAt(at);
    boolean lastBefore = at + 1 >= limit || text.charAt(at + 1) <= ' ';
    return c == '\n'
        || "。，；;(".indexOf(c) >= 0
        || ((c == '.' || c == ',' || c == ':') && lastBefore)
        || text.startsWith(" because", at)
        || text.startsWith(" since", at);
  }
}
