package io.medsift.review.verdicts;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.medsift.codec.RowCodec;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.json.JsonProblem;
import io.medsift.review.rows.OutputTopic;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.Comparator;

/** A row of one of the three outputs: a verdict on a sample, or a dead letter. */
public sealed interface DecidedRow {
  /** Orders rows by the partition and offset of the records that they are about. */
  Comparator<DecidedRow> BY_POSITION =
      Comparator.comparingInt((DecidedRow row) -> row.position().partition())
          .thenComparingLong(row -> row.position().offset());

  /** Position of the record that the row is about. */
  Position position();

  /** Place of the row itself, for messages. */
  String place();

  /** A verdict on a sample. */
  record OfSample(CuratedRow row, String place) implements DecidedRow {
    @Override
    public Position position() {
      return row.verdict().position();
    }

    /** Id of the sample. */
    String id() {
      return row.sample().path("id").asText();
    }
  }

  /** A dead letter: the record is not a sample. */
  record OfDeadLetter(DeadLetter letter, String place) implements DecidedRow {
    @Override
    public Position position() {
      return letter.position();
    }
  }

  /**
   * Reads a row.
   *
   * @param value of the record; may be null
   * @param place of the row, for messages
   * @throws IOException if it is not a row of that output; the message is a clause whose subject is
   *     the row
   */
  static DecidedRow read(OutputTopic output, byte[] value, String place) throws IOException {
    if (value == null) {
      throw new IOException("it has no value");
    }
    try {
      return output == OutputTopic.DEAD_LETTERS
          ? new OfDeadLetter(RowCodec.readDeadLetter(value), place)
          : new OfSample(RowCodec.readRow(value), place);
    } catch (JsonProcessingException e) {
      throw new IOException("its value cannot be read: " + JsonProblem.of(e), e);
    }
  }
}
