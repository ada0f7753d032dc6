package io.medsift.answers.number;

import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import java.util.regex.Pattern;

/** Reads a number with its unit. */
public final class QuantityReader implements AnswerReader {
  private static final int PIECE_LIMIT = 120;
  private static final int LINE_LIMIT = 200;
  private static final Pattern OR = Pattern.compile("\\s?\\((?:or\\b|或)", Pattern.CASE_INSENSITIVE);

  @Override
  public AnswerReading readWhole(String text, int start, int end) {
    if (end - start > PIECE_LIMIT) {
      return null;
    }
    String piece = text.substring(start, end).strip();
    if (Quantity.parse(piece) != null) {
      return AnswerReading.text(piece, start, end);
    }
    String digits = NumberWords.inDigits(piece);
    // Two words may be a heading or the beginning of a sentence.
    return digits == null || Quantity.parse(digits).hasUnit()
        ? null
        : AnswerReading.text(digits, start, end);
  }

  @Override
  public AnswerReading readStart(String text, int start, int end) {
    int limit = Math.min(end, start + PIECE_LIMIT);
    if (isCompared(text, start)) {
      return null;
    }
    if (start < limit && "([".indexOf(text.charAt(start)) >= 0) {
      return enclosed(text, start, limit);
    }
    int from = opened(text, start, limit);
    boolean quoted = from > 0 && text.charAt(from - 1) == '\'';
    int at = from;
    while (at < limit && !endsPiece(text, at, limit) && !(quoted && text.charAt(at) == '\'')) {
      at++;
    }
    String piece = text.substring(from, at).strip();
    Quantity quantity = Quantity.parse(piece);
    if (quantity == null) {
      return inWords(piece, text, from, at);
    }
    return isListed(quantity, text, at, limit)
        ? AnswerReading.undecided("The answer is a list of numbers.", from, at)
        : AnswerReading.text(piece, from, at);
  }

  /** Returns whether nothing but another number follows the separator at {@code at}: 3, 4. */
  private static boolean isListed(Quantity first, String text, int at, int limit) {
    if (OR.matcher(text).region(at, limit).lookingAt()) {
      return true;
    }
    if (at >= limit || ",;；，、".indexOf(text.charAt(at)) < 0) {
      return false;
    }
    int from = at + 1;
    int to = from;
    while (to < limit && !endsPiece(text, to, limit)) {
      to++;
    }
    Quantity next = Quantity.parse(text.substring(from, to).strip());
    return next != null && !first.agrees(next);
  }

  /** Returns whether the number at {@code start} is a bound: &gt; 42. */
  private static boolean isCompared(String text, int start) {
    int at = start;
    while (at > 0 && text.charAt(at - 1) == ' ') {
      at--;
    }
    return at > 1 && text.charAt(at - 1) == '>' && "\n-=>".indexOf(text.charAt(at - 2)) < 0;
  }

  /** Reads "seventy-two clips", unless the number continues behind a comma. */
  private static AnswerReading inWords(String piece, String text, int from, int at) {
    String digits = NumberWords.inDigits(piece);
    boolean whole = digits != null && !(text.startsWith(",", at) && NumberWords.goesOn(text, at));
    return whole ? AnswerReading.text(digits, from, at) : null;
  }

  /** Reads (42), [42] or [[42]]. */
  private AnswerReading enclosed(String text, int start, int limit) {
    char close = text.charAt(start) == '(' ? ')' : ']';
    int from = start + 1;
    while (from < limit && text.charAt(from) == '[') {
      from++;
    }
    int to = text.indexOf(close, from);
    return to < 0 || to >= limit ? null : readWhole(text, from, to);
  }

  /** The position after a quotation mark, or an opening {@code \(} or {@code \[}. */
  private static int opened(String text, int start, int limit) {
    int from = start;
    if (text.startsWith("\\(", from) || text.startsWith("\\[", from)) {
      from += 2;
    }
    while (from > start && from < limit && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    return from;
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
        || (c == '|' && isInTableRow(text, at))
        || (c == '!' && endsSentence(text, at + 1, limit))
        || ((c == '.' || c == ',' || c == ':') && lastBefore)
        || text.startsWith(" because", at)
        || text.startsWith(" since", at)
        || text.startsWith(" as ", at)
        || text.startsWith("\\)", at)
        || text.startsWith("\\]", at);
  }

  /**
   * Returns whether a bar ends a cell, and not the first one, of a line that begins and ends with a
   * bar. Elsewhere it is the sign of an absolute value.
   */
  private static boolean isInTableRow(String text, int bar) {
    int from = Math.max(0, bar - LINE_LIMIT);
    int line = bar;
    while (line > from && text.charAt(line - 1) != '\n') {
      line--;
    }
    int to = Math.min(text.length(), bar + LINE_LIMIT);
    int end = bar;
    while (end < to && text.charAt(end) != '\n') {
      end++;
    }
    if ((line == from && from > 0) || (end == to && to < text.length())) {
      return false;
    }
    String row = text.substring(line, end).strip();
    String before = text.substring(line, bar).strip();
    return row.endsWith("|") && before.startsWith("|") && before.indexOf('|', 1) > 0;
  }

  /**
   * Returns whether a new sentence, or none, follows an exclamation mark, which is a factorial's.
   */
  private static boolean endsSentence(String text, int after, int limit) {
    int at = after;
    while (at < limit && text.charAt(at) == ' ') {
      at++;
    }
    return at == limit || text.charAt(at) == '\n' || (at > after && isCapital(text.charAt(at)));
  }

  private static boolean isCapital(char c) {
    return Character.isUpperCase(c) || Character.isIdeographic(c);
  }
}
