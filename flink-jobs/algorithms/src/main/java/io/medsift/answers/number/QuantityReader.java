package io.medsift.answers.number;

import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;

/** Reads a number with its unit. */
public final class QuantityReader implements AnswerReader {
  private static final int PIECE_LIMIT = 120;

  @Override
  public AnswerReading readWhole(String text, int start, int end) {
    if (end - start > PIECE_LIMIT) {
      return null;
    }
    String piece = text.substring(start, end).strip();
    return Quantity.parse(piece) == null ? null : AnswerReading.text(piece, start, end);
  }

  @Override
  public AnswerReading readStart(String text, int start, int end) {
    int limit = Math.min(end, start + PIECE_LIMIT);
    if (start < limit && text.charAt(start) == '(') {
      int close = start;
      while (close < limit && text.charAt(close) != ')') {
        close++;
      }
      return close == limit ? null : readWhole(text, start + 1, close);
    }
    int at = start;
    while (at < limit && !endsPiece(text, at, limit)) {
      at++;
    }
    return readWhole(text, start, at);
  }

  @Override
  public boolean agree(AnswerReading one, AnswerReading other) {
    Quantity first = Quantity.parse(one.key());
    Quantity second = Quantity.parse(other.key());
    return first != null && second != null && first.agrees(second);
  }

  private static boolean endsPiece(String text, int at, int limit) {
    char c = text.charAt(at);
    boolean lastBefore = at + 1 >= limit || text.charAt(at + 1) <= ' ';
    return c == '\n'
        || "。，；;(".indexOf(c) >= 0
        || ((c == '.' || c == ',' || c == ':') && lastBefore)
        || text.startsWith(" because", at)
        || text.startsWith(" since", at)
        || text.startsWith(" as ", at)
        || text.startsWith("\\)", at)
        || text.startsWith("\\]", at);
  }
}
