package io.medsift.cli.explain;

import io.medsift.cli.output.OutputTopic;
import io.medsift.codec.RowCodec;
import java.io.IOException;

/** Reads a row of any of the three outputs. */
final class RowReader {
  private RowReader() {}

  /**
   * The row.
   *
   * @param place where it stands, for people
   * @throws IOException if it is no row of that output; the message says where
   */
  static Decided read(OutputTopic output, byte[] row, String place) throws IOException {
    try {
      return output == OutputTopic.DEAD_LETTERS
          ? new Decided.Buried(RowCodec.readDeadLetter(row), place)
          : new Decided.Curated(RowCodec.readRow(row), place);
    } catch (IOException e) {
      throw new IOException(place + " holds no row of Medsift: " + e.getMessage(), e);
    }
  }
}
