package io.medsift.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Cuts a stream of JSON into the pieces that hold a row each. */
interface Pieces {
  /** Goes to the next piece; false after the last. */
  boolean next() throws IOException;

  /** The bytes among which the piece stands, until the next call of any method. */
  byte[] bytes();

  /** Start of the piece. */
  int start();

  /** Its length there. */
  int length();

  /** Returns true if the piece is longer than allowed; its bytes are not all there. */
  boolean tooLong();

  /** The id under which the file has the piece; null where pieces have none. */
  default String key() {
    return null;
  }

  /** Its length in the file. */
  long fullLength();

  /** Number of the line or of the element that the piece is, from 1; blank lines count. */
  long number();

  /** Lines passed over so far, since they hold nothing. */
  long blankLines();

  /** Position of the piece in the file, for people. */
  String place();

  /**
   * Handles a piece that is not JSON, so that it may end too late: cuts it at the next place where
   * a row seems to start. The rest comes with the next call of {@link #next()}.
   */
  void malformed();

  /** Problem with the end of the file; null when there is none. Asked after the last piece. */
  String problemAtEnd();

  /** Returns true if pieces can be counted without looking at what they hold. */
  boolean independent();

  /** Makes the columns of a row of the piece of text that holds it. */
  interface PieceParser {

    /**
     * The columns.
     *
     * @throws MalformedPieceException if it holds no row
     */
    ObjectNode columns(Pieces piece) throws MalformedPieceException;
  }

  /** A piece of a file holds no row. The message is for people and says where the piece is. */
  final class MalformedPieceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean complete;

    private MalformedPieceException(String message, boolean complete) {
      super(message);
      this.complete = complete;
    }

    MalformedPieceException(String message) {
      this(message, false);
    }

    MalformedPieceException(String message, Throwable cause) {
      super(message, cause);
      this.complete = false;
    }

    /** A piece that ends where it should, and holds no row all the same. */
    static MalformedPieceException complete(String message) {
      return new MalformedPieceException(message, true);
    }

    boolean isComplete() {
      return complete;
    }
  }
}
