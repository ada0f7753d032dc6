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
import io.medsift.decontamination.SemanticRule;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.llm.stage.ModelJob;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.RequestPreview;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.sample.Annotations;
import io.medsift.sample.Annotations.SkippedAnnotation;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.verdict.Reason;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Decides on the next step of a sample: a question to a model, or a record to write. First its
 * prompt is compared with evaluation items, if the recipe lets a model decide on them, then the
 * answer is compared with a free-text reference, if rules cannot do that, then the response is
 * judged, if its track runs the judge. No step is repeated. Annotations in the input count only
 * with the signature of this job: others are removed, and what this job had asked is answered from
 * the ledger.
 */
final class Annotator implements AutoCloseable {

  private static final List<String> OWN_FIELDS =
      List.of("judge", "equivalence", "leak", "skipped", "signature");

  /**
   * Settings of the annotation of a sample.
   *
   * @param judge null if it is not asked
   * @param equivalence null if it is not asked
   * @param leak null if it is not asked
   * @param decontamination null if prompts are not compared with evaluation sets
   * @param samples topic of annotated samples
   */
  record Plan(
      Recipe recipe,
      AnnotationTask.Judge judge,
      AnnotationTask.Equivalence equivalence,
      LeakTask leak,
      DecontaminationPlan decontamination,
      ModelJob.Topics topics,
      String samples)
      implements Serializable {

    Plan withoutDecontamination() {
      return new Plan(recipe, judge, equivalence, leak, null, topics, samples);
    }

    /** Returns an annotator that counts in a metric group. */
    Annotator open(MetricGroup metrics) {
      return new Annotator(
          this,
          topics.letters(recipe.limits()).open(metrics),
          metrics.counter("foreign_annotations"),
          metrics.counter("unanswered_leaks"));
    }
  }

  /** Next step of a sample: a question or a record to write; the other is null. */
  record Step(ModelRole role, Question question, TopicRecord record, boolean skipped) {

    static Step ask(ModelRole role, Question question) {
      return new Step(role, question, null, false);
    }

    static Step write(TopicRecord record, boolean skipped) {
      return new Step(null, null, record, skipped);
    }
  }

  private final Recipe recipe;
  private final AnnotationTask.Judge judge;
  private final AnnotationTask.Equivalence equivalence;
  private final LeakTask leak;
  private final String samples;
  private final DeadLetters.Writer deadLetters;
  private final SampleParser parser;
  private final TrackRequirements requirements;
  private final AnswerRuling answers = new AnswerRuling();
  private final FreeChecks freeChecks;
  private final AnnotationKeys keys;
  private final Counter foreign;
  private final Counter unanswered;

  Annotator(Plan plan, DeadLetters.Writer deadLetters, Counter foreign, Counter unanswered) {
    this.recipe = plan.recipe();
    this.judge = plan.judge();
    this.equivalence = plan.equivalence();
    this.leak = plan.leak();
    this.samples = plan.samples();
    this.deadLetters = deadLetters;
    this.parser = new SampleParser(recipe.limits());
    this.requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    this.keys = recipe.annotate().keys();
    this.freeChecks = new FreeChecks(recipe, plan.decontamination());
    this.foreign = foreign;
    this.unanswered = unanswered;
  }

  /** Returns the first step of a record as it was read. */
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
      return deadLetter(record, DeadLetters.Reason.MALFORMED, e.getMessage());
    }
  }

  /** Returns the step after the result of a question. */
  Step after(ModelRole role, QuestionResult result) {
    LogRecord record = result.record();
    boolean bySimilarity = role == ModelRole.LEAK && leak.similarityDecides();
    if (result.answer() == null && !bySimilarity) {
      return Step.write(deadLetters.of(result, result.failure()), false);
    }
    try {
      if (result.answer() == null) {
        unanswered.inc();
        // Without what was begun; what it said of other items still counts.
        byte[] asItCame = unskipped(own(record.value(), parser.parse(record.value())));
        return afterLeak(record, asItCame, parser.parse(asItCame));
      }
      byte[] before =
          result.notes().length == 0
              ? own(record.value(), parser.parse(record.value()))
              : result.notes();
      byte[] annotated = annotated(role, before, result);
      return afterLeak(record, annotated, parser.parse(annotated));
    } catch (MalformedSampleException e) {
      return deadLetter(
          record, DeadLetters.Reason.MALFORMED, "with its annotations, " + e.getMessage());
    }
  }

  /** Returns the sample without annotations of others; the same bytes if it has none. */
  private byte[] own(byte[] json, Sample sample) {
    if (sample.annotations().equals(Annotations.EMPTY) || (keys != null && keys.signed(json))) {
      return json;
    }
    ObjectNode document = SampleDocument.read(json);
    ObjectNode annotations = document.withObject("/annotations");
    annotations.remove(OWN_FIELDS);
    if (annotations.isEmpty()) {
      document.remove("annotations");
    }
    return SampleDocument.write(document);
  }

  private byte[] annotated(ModelRole role, byte[] before, QuestionResult result)
      throws MalformedSampleException {
    AnnotationTask task =
        switch (role) {
          case JUDGE -> judge;
          case EQUIVALENCE -> equivalence;
          case LEAK -> leak;
          case GENERATOR, EVOLVER -> throw new IllegalStateException("no annotation by " + role);
        };
    ObjectNode document = SampleDocument.read(before);
    task.annotate(document, parser.parse(before), result);
    byte[] annotated = SampleDocument.write(document);
    int room = keys == null ? 0 : AnnotationKeys.SIGNATURE_BYTES;
    if (annotated.length > recipe.limits().recordBytes() - room) {
      // The score is worth more than the rationale.
      ((ObjectNode) document.at("/annotations/" + role.wireName())).remove("rationale");
      annotated = SampleDocument.write(document);
    }
    return annotated;
  }

  private Step next(LogRecord record, byte[] json, Sample sample) throws MalformedSampleException {
    Track track = requirements.track(sample.track());
    AnnotationNeeds needs = needs(sample, track);
    SkippedAnnotation skipped = sample.annotations().skipped();
    if (needs.none() || (skipped != null && !freeChecks.canRepeat(skipped))) {
      return written(record, json, sample, false);
    }
    Optional<Reason> reason = freeChecks.contamination(sample, track);
    if (reason.isPresent()) {
      return skipped == null
          ? written(record, skipped(json, reason.get()), sample, true)
          : written(record, json, sample, false);
    }
    if (skipped != null) {
      // For an item of another index, or by what follows, which is checked again.
      byte[] open = unskipped(json);
      return afterContamination(record, open, parser.parse(open), needs);
    }
    return afterContamination(record, json, sample, needs);
  }

  private Step afterContamination(
      LogRecord record, byte[] json, Sample sample, AnnotationNeeds needs)
      throws MalformedSampleException {
    // Before what comes after decontamination: a sample that is skipped for that has passed it.
    if (!needs.leak()) {
      return afterLeak(record, json, sample);
    }
    List<SemanticRule.Candidate> near = freeChecks.near(sample);
    byte[] begun = leak.begun(json, near);
    return near.isEmpty()
        ? afterLeak(record, begun, parser.parse(begun))
        : Step.ask(ModelRole.LEAK, Question.of(record, 0, begun, leak.request(sample, near)));
  }

  /**
   * A sample that was annotated under another index or recipe needs the word of the model again.
   */
  private AnnotationNeeds needs(Sample sample, Track track) {
    AnnotationNeeds needs = AnnotationNeeds.of(sample, track, recipe, answers);
    return leak == null
        ? needs.withLeak(false)
        : needs.withLeak(recipe.asksAboutLeaks(track) && !leak.isDone(sample));
  }

  /** The next step where no model is to be asked about evaluation items, or none any more. */
  private Step afterLeak(LogRecord record, byte[] json, Sample sample)
      throws MalformedSampleException {
    Track track = requirements.track(sample.track());
    AnnotationNeeds needs = needs(sample, track).withLeak(false);
    if (needs.none()) {
      return written(record, json, sample, false);
    }
    Optional<Reason> reason =
        leak != null
                && recipe.annotate().freeChecks()
                && recipe.asksAboutLeaks(track)
                && leak.finds(sample)
            ? Optional.of(Reason.SEMANTIC_MATCH)
            : freeChecks.reject(sample, track);
    if (reason.isPresent()) {
      return written(record, skipped(json, reason.get()), sample, true);
    }
    if (needs.equivalence() && equivalence != null) {
      return ask(record, json, sample, equivalence);
    }
    if (needs.equivalence() && sample.reference().kind() == ReferenceKind.LONG) {
      return deadLetter(
          record,
          DeadLetters.Reason.NO_MODEL,
          "the reference is of kind long, which only a model can compare, and no model is asked:"
              + " add models.equivalence to the recipe");
    }
    if (!needs.score()) {
      return written(record, json, sample, false);
    }
    return judge == null
        ? deadLetter(
            record,
            DeadLetters.Reason.NO_MODEL,
            "track '%s' runs the gate judge, and no model is asked: add models.judge to the recipe"
                .formatted(sample.track()))
        : ask(record, json, sample, judge);
  }

  /** Returns the request of a first step, and those that follow whatever the reply. */
  List<RequestPreview.Request> requests(Step first, LogRecord record) {
    try {
      Sample sample = parser.parse(record.value());
      sample = parser.parse(own(record.value(), sample));
      List<RequestPreview.Request> requests = new ArrayList<>();
      AnnotationNeeds needs = needs(sample, requirements.track(sample.track()));
      if (first.role() == ModelRole.LEAK) {
        ChatRequest asked = ChatRequest.ofJson(first.question().request());
        requests.add(new RequestPreview.Request(ModelRole.LEAK, asked, 1));
      }
      if (needs.equivalence() && equivalence != null) {
        requests.add(
            new RequestPreview.Request(ModelRole.EQUIVALENCE, equivalence.request(sample), 1));
      }
      if (needs.score() && judge != null) {
        requests.add(new RequestPreview.Request(ModelRole.JUDGE, judge.request(sample), 1));
      }
      return requests;
    } catch (MalformedSampleException e) {
      throw new IllegalStateException("a record that was read cannot be read", e);
    }
  }

  private static Step ask(
      LogRecord record, byte[] json, Sample sample, AnnotationTask.OfResponse task) {
    byte[] notes = json == record.value() ? new byte[0] : json;
    return Step.ask(task.role(), Question.of(record, 0, notes, task.request(sample)));
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

  /** Returns a sample without the note that it was skipped; the same bytes if it has none. */
  private static byte[] unskipped(byte[] json) {
    ObjectNode document = SampleDocument.read(json);
    ObjectNode annotations = document.path("annotations") instanceof ObjectNode some ? some : null;
    if (annotations == null || annotations.remove("skipped") == null) {
      return json;
    }
    if (annotations.isEmpty()) {
      document.remove("annotations");
    }
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
          DeadLetters.Reason.MALFORMED,
          format(
              Locale.ROOT,
              "with its annotations, the record has %,d bytes; the recipe's limits.record_bytes"
                  + " allows %,d",
              value.length,
              most));
    }
    return Step.write(TopicRecord.of(samples, key, value), skipped);
  }

  private Step deadLetter(LogRecord record, DeadLetters.Reason reason, String error) {
    return Step.write(deadLetters.of(record, reason, error), false);
  }

  @Override
  public void close() {
    freeChecks.close();
  }
}
