package io.medsift.rows;

/** A text is not a Python literal. The message says what is wrong and where. */
public final class MalformedLiteralException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A literal with this problem at this character, counted from 0. */
  MalformedLiteralException(String problem, int at) {
    super(problem + " at character " + at);
  }
}
