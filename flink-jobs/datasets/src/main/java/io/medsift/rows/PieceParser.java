package io.medsift.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes the columns of a row of the piece of text that holds it. */
interface PieceParser {

  /**
   * The columns.
   *
   * @throws MalformedPieceException if it holds no row
   */
  ObjectNode columns(Pieces piece) throws MalformedPieceException;
}
