package io.medsift.curation.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.codec.SampleTexts;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.prompts.PromptTally;
import io.medsift.prompts.ResponseOutcome;
import io.medsift.recipe.BalanceSettings.Quota;
import io.medsift.recipe.Recipe;
import io.medsift.sample.PromptHash;
import io.medsift.sample.Sample;
import io.medsift.text.Text;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Turns decisions into rows that say which recipe and which artifacts decided. A sample that
 * exceeds the limits of this run, because an earlier run read it and it has waited in state for its
 * verdict, becomes a dead letter.
 */
public final class VerdictWriter implements Serializable {
  private static final long serialVersionUID = 1L;

  // Headers, and what Kafka adds to a record.
  private static final int OVERHEAD = 1_024;

  private final String topic;
  private final RecipeStamp recipe;
  private final TreeMap<String, String> artifacts;
  private final SampleLimits limits;
  private final boolean groupsResponses;
  private final HashSet<String> balanced;
  private final boolean countsPrompts;
  private final TreeMap<Integer, Long> earlier;
  private transient SampleParser parser;

  /**
   * A writer for one run.
   *
   * @param topic of the samples
   * @param artifacts artifact name to fingerprint
   */
  public VerdictWriter(String topic, Recipe recipe, Map<String, String> artifacts) {
    this(
        topic,
        recipe.stamp(),
        artifacts,
        recipe.limits(),
        recipe.groupsResponses(),
        balanced(recipe),
        recipe.balance().counts(Quota.PROMPT),
        Map.of());
  }

  /**
   * The same of a run that starts from the state of another, and reads the topic anew. What waited
   * in that state is decided with the rest, and is no row of this run unless it reads it again.
   *
   * @param read partition to the offset up to which the other run had read
   */
  public VerdictWriter after(Map<Integer, Long> read) {
    return new VerdictWriter(
        topic, recipe, artifacts, limits, groupsResponses, balanced, countsPrompts, read);
  }

  /**
   * The same of the parts of a recipe.
   *
   * @param groupsResponses whether prompts are decided behind the other gates; where they are not,
   *     a sample whose note an earlier run has left in state is decided without it
   */
  public VerdictWriter(
      String topic,
      RecipeStamp recipe,
      Map<String, String> artifacts,
      SampleLimits limits,
      boolean groupsResponses) {
    this(topic, recipe, artifacts, limits, groupsResponses, Set.of(), false, Map.of());
  }

  private VerdictWriter(
      String topic,
      RecipeStamp recipe,
      Map<String, String> artifacts,
      SampleLimits limits,
      boolean groupsResponses,
      Set<String> balanced,
      boolean countsPrompts,
      Map<Integer, Long> earlier) {
    this.topic = topic;
    this.recipe = recipe;
    this.artifacts = new TreeMap<>(artifacts);
    this.limits = limits;
    this.groupsResponses = groupsResponses;
    this.balanced = new HashSet<>(balanced);
    this.countsPrompts = countsPrompts;
    this.earlier = new TreeMap<>(earlier);
  }

  private static Set<String> balanced(Recipe recipe) {
    return recipe.tracks().entrySet().stream()
        .filter(track -> track.getValue().runs(Gate.BALANCE))
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  /**
   * Writes the row of an accepted sample that has waited. Its bytes are read again but for trace
   * and response: that takes less than to carry its text beside them, which would double what waits
   * in state.
   */
  public OutputRecord accepted(Envelope envelope) {
    if (meetsOthers(envelope)) {
      return candidate(envelope);
    }
    try {
      return accepted(envelope, withoutTexts(envelope));
    } catch (MalformedSampleException e) {
      return deadLetter(envelope, e.getMessage());
    }
  }

  /**
   * Writes the row of an accepted sample, or sends it to where its prompt is decided, or to where
   * it is counted.
   */
  public OutputRecord accepted(Envelope envelope, Sample sample) {
    return accepted(envelope, sample, envelope.rank().time());
  }

  /**
   * The same.
   *
   * @param time since when it is known to be accepted, in the time of the topic
   */
  public OutputRecord accepted(Envelope envelope, Sample sample, long time) {
    if (meetsOthers(envelope)) {
      return candidate(envelope);
    }
    if (balanced.contains(envelope.track())) {
      String prompt = countsPrompts ? PromptHash.of(sample) : null;
      return OutputRecord.of(new BalancedSample(envelope, time, prompt));
    }
    return kept(envelope, sample);
  }

  /** Writes the row of a sample that was counted and is accepted. */
  public OutputRecord kept(Envelope envelope) {
    try {
      return kept(envelope, withoutTexts(envelope));
    } catch (MalformedSampleException e) {
      return deadLetter(envelope, e.getMessage());
    }
  }

  private Sample withoutTexts(Envelope envelope) throws MalformedSampleException {
    return parser().parse(SampleTexts.leftOut(envelope.json()));
  }

  private OutputRecord kept(Envelope envelope, Sample sample) {
    Verdict verdict = verdict(envelope, Decision.ACCEPTED, null, null);
    return row(
        OutputRecord.Kind.ACCEPTED,
        envelope,
        () -> RowCodec.accepted(envelope.json(), sample, verdict));
  }

  /** Writes the row of a rejected sample. */
  public OutputRecord rejected(Envelope envelope, Reason reason, Evidence evidence) {
    Verdict verdict = verdict(envelope, Decision.REJECTED, reason, evidence);
    OutputRecord row =
        row(
            OutputRecord.Kind.REJECTED,
            envelope,
            () -> RowCodec.rejected(envelope.json(), verdict));
    return meetsOthers(envelope)
        ? row.of(
            response(
                envelope, ResponseOutcome.of(reason, envelope.note().verifies()), answer(evidence)))
        : row;
  }

  /** Returns whether its prompt is decided, together with the other responses to it. */
  private boolean meetsOthers(Envelope envelope) {
    return groupsResponses && envelope.note() != null;
  }

  private static OutputRecord candidate(Envelope envelope) {
    ResponseOutcome outcome = ResponseOutcome.of(null, envelope.note().verifies());
    return new OutputRecord(OutputRecord.Kind.CANDIDATE, envelope.rank().position(), null, null)
        .of(response(envelope, outcome, null, envelope));
  }

  private static String answer(Evidence evidence) {
    return evidence instanceof Evidence.Answer answer && answer.extracted() != null
        ? Text.head(answer.extracted(), PromptTally.ANSWER_LENGTH)
        : null;
  }

  private static PromptResponse response(
      Envelope envelope, ResponseOutcome outcome, String answer) {
    return response(envelope, outcome, answer, null);
  }

  private static PromptResponse response(
      Envelope envelope, ResponseOutcome outcome, String answer, Envelope candidate) {
    return new PromptResponse(
        envelope.note(),
        envelope.rank(),
        envelope.repeated(),
        envelope.track(),
        envelope.source(),
        outcome,
        answer,
        candidate);
  }

  /** A row that is too long would make the job fail for ever, so it is a dead letter. */
  private OutputRecord row(OutputRecord.Kind kind, Envelope envelope, Supplier<byte[]> written) {
    if (isOfAnotherRun(envelope)) {
      return ofAnotherRun(envelope);
    }
    try {
      parser().checkLength(envelope.json());
    } catch (MalformedSampleException e) {
      return deadLetter(envelope, e.getMessage());
    }
    byte[] key = envelope.id().getBytes(UTF_8);
    byte[] value = written.get();
    long length = (long) key.length + value.length + OVERHEAD;
    if (length > limits.rowBytes()) {
      return deadLetter(
          envelope,
          String.format(
              Locale.ROOT,
              "the row of this sample has %,d bytes; with the recipe's limits.record_bytes of"
                  + " %,d, a row may have at most %,d",
              length,
              limits.recordBytes(),
              limits.rowBytes()));
    }
    return new OutputRecord(kind, envelope.rank().position(), key, value);
  }

  /** Writes the dead letter of a sample that a gate cannot decide on. */
  public OutputRecord deadLetter(Envelope envelope, String error) {
    OutputRecord letter =
        isOfAnotherRun(envelope) ? ofAnotherRun(envelope) : letter(envelope, error);
    if (!meetsOthers(envelope)) {
      return letter;
    }
    boolean verified = envelope.findings().stream().anyMatch(Evidence.Answer.class::isInstance);
    return letter.of(
        response(
            envelope, verified ? ResponseOutcome.CORRECT : ResponseOutcome.NOT_VERIFIED, null));
  }

  private OutputRecord letter(Envelope envelope, String error) {
    return deadLetter(
        new LogRecord(
            envelope.rank().partition(),
            envelope.rank().offset(),
            envelope.timestamp(),
            envelope.id().getBytes(UTF_8),
            envelope.json(),
            Map.of(),
            false),
        error);
  }

  private boolean isOfAnotherRun(Envelope envelope) {
    SamplePosition position = envelope.rank().position();
    return !envelope.repeated()
        && position.offset() < earlier.getOrDefault(position.partition(), 0L);
  }

  private static OutputRecord ofAnotherRun(Envelope envelope) {
    return new OutputRecord(
        OutputRecord.Kind.OF_ANOTHER_RUN, envelope.rank().position(), null, null);
  }

  /** Writes the dead letter of a record, which is cut where it is too long to be written. */
  public OutputRecord deadLetter(LogRecord record, String error) {
    LogRecord cut = record.cutTo(limits.recordBytes());
    DeadLetter letter =
        DeadLetter.of(
            error, record.position(topic), cut.timestamp(), cut.key(), cut.value(), cut.headers());
    return new OutputRecord(
        OutputRecord.Kind.DEAD_LETTER,
        new SamplePosition(record.partition(), record.offset()),
        cut.key(),
        RowCodec.deadLetter(letter));
  }

  /** Position of a sample as a verdict names it. */
  public Position position(SamplePosition sample) {
    return new Position(topic, sample.partition(), sample.offset());
  }

  private Verdict verdict(Envelope envelope, Decision decision, Reason reason, Evidence evidence) {
    return new Verdict(
        decision,
        reason == null ? null : reason.gate(),
        reason,
        evidence,
        envelope.findings(),
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
