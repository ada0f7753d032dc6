package io.medsift.review.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.RowCodec;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.json.JsonProblem;
import io.medsift.review.rows.OutputTopic;
import io.medsift.sample.PromptHash;
import io.medsift.sample.Sample;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    // A row was within the limits of its job, whatever they were.
    private static final SampleParser PARSER =
        new SampleParser(new SampleLimits(Integer.MAX_VALUE, 1_000));

    @Override
    public Position position() {
      return row.verdict().position();
    }

    /** The sample as the gates read it; empty where it cannot be read so. */
    public Optional<Sample> parsed() {
      try {
        return Optional.of(PARSER.parse(row.sample().toString().getBytes(UTF_8)));
      } catch (MalformedSampleException e) {
        return Optional.empty();
      }
    }

    /** Returns whether it is a response to a prompt, by the key of its decision. */
    boolean answers(String key) {
      return parsed()
          .map(sample -> PromptHash.ofGroup(sample, PromptHash.of(sample)).equals(key))
          .orElse(false);
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

  /** Returns the rows about responses to a prompt, each sample once, by position. */
  static List<OfSample> responses(List<DecidedRow> rows, String key) {
    Map<Position, OfSample> found = new LinkedHashMap<>();
    rows.stream()
        .sorted(BY_POSITION)
        .filter(row -> row instanceof OfSample sample && sample.answers(key))
        .forEach(row -> found.putIfAbsent(row.position(), (OfSample) row));
    return List.copyOf(found.values());
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
