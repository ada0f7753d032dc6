package io.medsift.annotation;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.AnnotationKeys;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleDocument;
import io.medsift.codec.SampleParser;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.read.TrackRequirements;
import io.medsift.curation.verify.AnswerRuling;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.DeadLetterReason;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.RequestPreview;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.sample.Annotations;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.metrics.Counter;

/**
 * What becomes of a sample next: a question to a model, or a record to write. First free text is
 * compared, where that is for a model, then the response is judged, where its track is. A step that
 * the sample has behind it is not taken again. Annotations that a record brings count only with the
 * signature of this job: others are taken off, and the ledger answers again what this job had
 * asked.
 */
final class Annotator implements AutoCloseable {

  private static final List<String> OF_THIS_JOB =
      List.of("judge", "equivalence", "skipped", "signature");

  /** A sample's next step: a question or a record to write, the other is null. */
  record Step(ModelRole role, Question question, TopicRecord record, boolean skipped) {

    static Step ask(ModelRole role, Question question) {
      return new Step(role, question, null, false);
    }

    static Step write(TopicRecord record, boolean skipped) {
      return new Step(null, null, record, skipped);
    }
  }

  private final Recipe recipe;
  private final Judging judging;
  private final Comparing comparing;
  private final AnnotationTopics topics;
  private final DeadLetters.Writer deadLetters;
  private final SampleParser parser;
  private final TrackRequirements requirements;
  private final AnswerRuling answers = new AnswerRuling();
  private final FreeChecks freeChecks;
  private final AnnotationKeys keys;
  private final Counter foreign;

  Annotator(
      Recipe recipe,
      Judging judging,
      Comparing comparing,
      DecontaminationPlan decontamination,
      AnnotationTopics topics,
      DeadLetters.Writer deadLetters,
      Counter foreign) {
    this.recipe = recipe;
    this.judging = judging;
    this.comparing = comparing;
    this.topics = topics;
    this.deadLetters = deadLetters;
    this.parser = new SampleParser(recipe.limits());
    this.requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    this.keys = recipe.annotate().keys();
    this.freeChecks = new FreeChecks(recipe, decontamination);
    this.foreign = foreign;
  }

  /** The first step of a record as it was read. */
  Step first(LogRecord record) {
    try {
      Sample sample = parser.parse(record.value());
      requirements.checkUnscored(sample);
      byte[] own = own(record.value(), sample);
      if (own == record.value()) {
        return next(record, own, sample);
      }
      foreign.inc();
      return next(record, own, parser.parse(own));
    } catch (MalformedSampleException e) {
      return deadLetter(record, DeadLetterReason.MALFORMED, e.getMessage());
    }
  }

  /** The step after a model was asked. */
  Step after(ModelRole role, QuestionResult answered) {
    LogRecord record = answered.record();
    if (answered.answer() == null) {
      return Step.write(deadLetters.of(answered, answered.failure()), false);
    }
    try {
      byte[] before =
          answered.notes().length == 0
              ? own(record.value(), parser.parse(record.value()))
              : answered.notes();
      byte[] annotated = annotated(role, before, answered);
      return next(record, annotated, parser.parse(annotated));
    } catch (MalformedSampleException e) {
      return deadLetter(
          record, DeadLetterReason.MALFORMED, "with its annotations, " + e.getMessage());
    }
  }

  /** The sample without annotations that others wrote; the same bytes where it has none. */
  private byte[] own(byte[] json, Sample sample) {
    if (sample.annotations().equals(Annotations.EMPTY) || (keys != null && keys.signed(json))) {
      return json;
    }
    ObjectNode document = SampleDocument.read(json);
    ObjectNode annotations = document.withObject("/annotations");
    annotations.remove(OF_THIS_JOB);
    if (annotations.isEmpty()) {
      document.remove("annotations");
    }
    return SampleDocument.write(document);
  }

  private byte[] annotated(ModelRole role, byte[] before, QuestionResult answered)
      throws MalformedSampleException {
    Asking asking = role == ModelRole.JUDGE ? judging : comparing;
    ObjectNode document = SampleDocument.read(before);
    asking.annotate(document, parser.parse(before), answered);
    byte[] annotated = SampleDocument.write(document);
    int room = keys == null ? 0 : AnnotationKeys.SIGNATURE_BYTES;
    if (annotated.length > recipe.limits().recordBytes() - room) {
      // The score is worth more than its reasons.
      ((ObjectNode) document.at("/annotations/" + role.wireName())).remove("rationale");
      annotated = SampleDocument.write(document);
    }
    return annotated;
  }

  private Step next(LogRecord record, byte[] json, Sample sample) throws MalformedSampleException {
    Track track = requirements.track(sample.track());
    AnnotationNeeds needs = AnnotationNeeds.of(sample, track, answers);
    if (sample.annotations().skipped() != null || needs.none()) {
      return written(record, json, sample, false);
    }
    Optional<Reason> reason = freeChecks.reject(sample, track);
    if (reason.isPresent()) {
      return written(record, skipped(json, reason.get()), sample, true);
    }
    if (needs.equivalence() && comparing != null) {
      return ask(record, json, sample, comparing);
    }
    if (needs.equivalence() && sample.reference().kind() == ReferenceKind.LONG) {
      return deadLetter(
          record,
          DeadLetterReason.NO_MODEL,
          "the reference is of kind long, which only a model can compare, and nobody is asked: add"
              + " models.equivalence to the recipe");
    }
    if (!needs.score()) {
      return written(record, json, sample, false);
    }
    return judging == null
        ? deadLetter(
            record,
            DeadLetterReason.NO_MODEL,
            "track '%s' is judged, and nobody is asked: add models.judge to the recipe"
                .formatted(sample.track()))
        : ask(record, json, sample, judging);
  }

  /** The question of a first step, and those that would follow whatever the answer. */
  List<RequestPreview.Request> requests(Step first, LogRecord record) {
    try {
      Sample sample = parser.parse(record.value());
      sample = parser.parse(own(record.value(), sample));
      List<RequestPreview.Request> requests = new ArrayList<>();
      if (first.role() == ModelRole.EQUIVALENCE) {
        requests.add(
            new RequestPreview.Request(ModelRole.EQUIVALENCE, comparing.request(sample), 1));
      }
      Track track = requirements.track(sample.track());
      if (AnnotationNeeds.of(sample, track, answers).score() && judging != null) {
        requests.add(new RequestPreview.Request(ModelRole.JUDGE, judging.request(sample), 1));
      }
      return requests;
    } catch (MalformedSampleException e) {
      throw new IllegalStateException("a record that was read cannot be read", e);
    }
  }

  private static Step ask(LogRecord record, byte[] json, Sample sample, Asking asking) {
    byte[] notes = json == record.value() ? new byte[0] : json;
    return Step.ask(asking.role(), Question.of(record, 0, notes, asking.request(sample)));
  }

  private static byte[] skipped(byte[] json, Reason reason) {
    ObjectNode document = SampleDocument.read(json);
    document
        .withObject("/annotations")
        .putObject("skipped")
        .put("gate", reason.gate().wireName())
        .put("reason", reason.name());
    return SampleDocument.write(document);
  }

  private Step written(LogRecord record, byte[] json, Sample sample, boolean skipped) {
    byte[] given = record.cutTo(recipe.limits().recordBytes()).key();
    byte[] key = given == null ? sample.id().getBytes(UTF_8) : given;
    boolean annotated = skipped || !sample.annotations().equals(Annotations.EMPTY);
    byte[] value = keys != null && annotated && json != record.value() ? keys.sign(json) : json;
    int most = recipe.limits().recordBytes();
    if (value.length > most) {
      return deadLetter(
          record,
          DeadLetterReason.MALFORMED,
          format(
              Locale.ROOT,
              "with its annotations, the record has %,d bytes; the recipe's limits.record_bytes"
                  + " allows %,d",
              value.length,
              most));
    }
    return Step.write(TopicRecord.of(topics.samples(), key, value), skipped);
  }

  private Step deadLetter(LogRecord record, DeadLetterReason reason, String error) {
    return Step.write(deadLetters.of(record, reason, error), false);
  }

  @Override
  public void close() {
    freeChecks.close();
  }
}
