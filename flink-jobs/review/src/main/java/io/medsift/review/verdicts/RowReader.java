package io.medsift.review.verdicts;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.medsift.codec.RowCodec;
import io.medsift.json.JsonProblem;
import io.medsift.review.rows.OutputTopic;
import java.io.IOException;

/** Reads a row of any of the three outputs. */
final class RowReader {
  private RowReader() {}

  /**
   * The row.
   *
   * @param place where it stands, for people
   * @throws IOException if it is no row of that output; the message is a clause whose subject is
   *     the row
   */
  static Decided read(OutputTopic output, byte[] row, String place) throws IOException {
    if (row == null) {
      throw new IOException("it has no value");
    }
    try {
      return output == OutputTopic.DEAD_LETTERS
          ? new Decided.Buried(RowCodec.readDeadLetter(row), place)
          : new Decided.Curated(RowCodec.readRow(row), place);
    } catch (JsonProcessingException e) {
      throw new IOException("its value cannot be read: " + JsonProblem.of(e), e);
    }
  }
}
