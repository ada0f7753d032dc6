package io.medsift.curation.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.curation.read.SamplePosition;
import io.medsift.sample.Sample;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** Turns decisions into rows that say which recipe and which artifacts decided. */
public final class VerdictWriter implements Serializable {
  private static final long serialVersionUID = 1L;

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
  public Row accepted(Envelope envelope) {
    Verdict verdict = verdict(envelope, Decision.ACCEPTED, null, null);
    byte[] row = RowCodec.accepted(envelope.json(), parse(envelope), verdict);
    return new Row(RowKind.ACCEPTED, envelope.id().getBytes(UTF_8), row);
  }

  /** The row of a rejected sample. */
  public Row rejected(Envelope envelope, Reason reason, Evidence evidence) {
    Verdict verdict = verdict(envelope, Decision.REJECTED, reason, evidence);
    byte[] row = RowCodec.rejected(envelope.json(), verdict);
    return new Row(RowKind.REJECTED, envelope.id().getBytes(UTF_8), row);
  }

  /** The row of a sample that a gate cannot decide on. */
  public Row deadLetter(Envelope envelope, String error) {
    byte[] key = envelope.id().getBytes(UTF_8);
    DeadLetter letter =
        DeadLetter.of(
            error,
            position(envelope.rank().position()),
            envelope.timestamp(),
            key,
            envelope.json(),
            Map.of());
    return new Row(RowKind.DEAD_LETTER, key, RowCodec.deadLetter(letter));
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
        RowCodec.readFindings(envelope.findings()),
        recipe,
        artifacts,
        position(envelope.rank().position()),
        envelope.timestamp(),
        envelope.late(),
        envelope.repeated());
  }

  private Sample parse(Envelope envelope) {
    if (parser == null) {
      parser = new SampleParser(limits);
    }
    try {
      return parser.parse(envelope.json());
    } catch (MalformedSampleException e) {
      throw new IllegalStateException(
          "a sample that was parsed before cannot be parsed again: " + envelope.rank(), e);
    }
  }
}
