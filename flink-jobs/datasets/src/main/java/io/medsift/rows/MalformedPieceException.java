package io.medsift.rows;

/** A piece of a file holds no row. The message is for people and says where the piece is. */
final class MalformedPieceException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedPieceException(String message) {
    super(message);
  }

  MalformedPieceException(String message, Throwable cause) {
    super(message, cause);
  }
}
