package io.medsift.curation.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.sample.Sample;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Findings;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns decisions into rows that say which recipe and which artifacts decided. A sample that passes
 * the limits of this run, since it was read under those of another and has waited in state for its
 * verdict, becomes a dead letter, as it would if it were read now.
 */
public final class VerdictWriter implements Serializable {
  private static final long serialVersionUID = 1L;

  // Headers, and what Kafka adds to a record.
  private static final int BESIDES = 1_024;

  private final String topic;
  private final RecipeStamp recipe;
  private final TreeMap<String, String> artifacts;
  private final SampleLimits limits;
  private transient SampleParser parser;

  /**
   * A writer for one run.
   *
   * @param topic of the samples
   * @param artifacts artifact name to fingerprint
   */
  public VerdictWriter(
      String topic, RecipeStamp recipe, Map<String, String> artifacts, SampleLimits limits) {
    this.topic = topic;
    this.recipe = recipe;
    this.artifacts = new TreeMap<>(artifacts);
    this.limits = limits;
  }

  /** The row of an accepted sample. */
  public OutputRecord accepted(Envelope envelope) {
    try {
      Sample sample = parser().parse(envelope.json());
      Verdict verdict = verdict(envelope, Decision.ACCEPTED, null, null);
      byte[] row = RowCodec.accepted(envelope.json(), sample, verdict);
      return row(OutputKind.ACCEPTED, envelope, row);
    } catch (MalformedSampleException e) {
      return deadLetter(envelope, e.getMessage());
    }
  }

  /** The row of a rejected sample. */
  public OutputRecord rejected(Envelope envelope, Reason reason, Evidence evidence) {
    try {
      parser().checkLength(envelope.json());
    } catch (MalformedSampleException e) {
      return deadLetter(envelope, e.getMessage());
    }
    Verdict verdict = verdict(envelope, Decision.REJECTED, reason, evidence);
    byte[] row = RowCodec.rejected(envelope.json(), verdict);
    return row(OutputKind.REJECTED, envelope, row);
  }

  /** The row, or a dead letter where it is too long to be written: the job would fail for ever. */
  private OutputRecord row(OutputKind kind, Envelope envelope, byte[] value) {
    byte[] key = envelope.id().getBytes(UTF_8);
    long length = (long) key.length + value.length + BESIDES;
    if (length > limits.rowBytes()) {
      return deadLetter(
          envelope,
          "the row of this sample has %,d bytes; at the recipe's limits.record_bytes of %,d a row has at most %,d"
              .formatted(length, limits.recordBytes(), limits.rowBytes()));
    }
    return new OutputRecord(kind, envelope.rank().position(), key, value);
  }

  /** The row of a sample that a gate cannot decide on. */
  public OutputRecord deadLetter(Envelope envelope, String error) {
    SamplePosition position = envelope.rank().position();
    LogRecord record =
        new LogRecord(
            position.partition(),
            position.offset(),
            envelope.timestamp(),
            envelope.id().getBytes(UTF_8),
            envelope.json(),
            Map.of(),
            false);
    DeadLetter letter = record.within(limits).deadLetter(topic, error);
    return new OutputRecord(
        OutputKind.DEAD_LETTER, position, record.key(), RowCodec.deadLetter(letter));
  }

  /** The position of a sample as people read it. */
  public Position position(SamplePosition sample) {
    return new Position(topic, sample.partition(), sample.offset());
  }

  private Verdict verdict(Envelope envelope, Decision decision, Reason reason, Evidence evidence) {
    return new Verdict(
        decision,
        reason == null ? null : reason.gate(),
        reason,
        evidence,
        Findings.ofJson(envelope.findings()),
        recipe,
        artifacts,
        position(envelope.rank().position()),
        envelope.timestamp(),
        envelope.late(),
        envelope.repeated());
  }

  private SampleParser parser() {
    if (parser == null) {
      parser = new SampleParser(limits);
    }
    return parser;
  }
}
