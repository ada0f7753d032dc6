package io.medsift.curation.read;

import io.medsift.codec.AnnotationKeys;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.codec.SampleSource;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.ParsedSample;
import io.medsift.curation.gate.PromptNote;
import io.medsift.curation.gate.SourceCounters;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.recipe.PromptSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.AnnotateSettings;
import io.medsift.recipe.Track;
import io.medsift.sample.Annotations;
import io.medsift.sample.Sample;
import io.medsift.verdict.Findings;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reads records as samples; what is not one becomes a dead letter with its bytes. */
public final class ParseFunction extends ProcessFunction<RankedRecord, ParsedSample> {
  private static final long serialVersionUID = 1L;

  private final SampleLimits limits;
  private final TrackRequirements requirements;
  private final AnnotateSettings annotate;
  private final Map<String, Track> tracks;
  private final PromptSettings prompts;
  private final VerdictWriter writer;
  private transient SampleParser parser;
  private transient AnnotationKeys keys;
  private transient Counter deadLetters;
  private transient SourceCounters samplesBySource;
  private transient SourceCounters lettersBySource;
  private transient Counter withoutRequest;

  /** A parser for the tracks of {@code recipe}. */
  public ParseFunction(Recipe recipe, VerdictWriter writer) {
    this.writer = writer;
    this.limits = recipe.limits();
    this.requirements = new TrackRequirements(recipe.stamp().name(), recipe.tracks());
    this.annotate = recipe.annotate();
    this.tracks = new HashMap<>(recipe.tracks());
    this.prompts = recipe.prompts();
  }

  @Override
  public void open(OpenContext context) {
    parser = new SampleParser(limits);
    try {
      keys = annotate.keys();
    } catch (IllegalArgumentException e) {
      // A file that is not there will not be there the next time.
      throw new SuppressRestartsException(e);
    }
    deadLetters = getRuntimeContext().getMetricGroup().counter("dead_letters");
    samplesBySource = new SourceCounters(getRuntimeContext().getMetricGroup(), "samples_by_source");
    lettersBySource =
        new SourceCounters(getRuntimeContext().getMetricGroup(), "dead_letters_by_source");
    withoutRequest = getRuntimeContext().getMetricGroup().counter("annotations_without_request");
  }

  @Override
  public void processElement(RankedRecord ranked, Context context, Collector<ParsedSample> out) {
    LogRecord record = ranked.record();
    Envelope envelope = null;
    try {
      Sample sample = parser.parse(record.value());
      envelope = envelope(ranked, sample);
      checkSigned(sample, record.value());
      requirements.check(sample);
      if (sample.annotations().namesNoRequest()) {
        withoutRequest.inc();
      }
      count(sample.source(), false);
      out.collect(new ParsedSample(envelope, sample));
    } catch (MalformedSampleException e) {
      deadLetters.inc();
      count(SampleSource.of(record.value()).orElse(SourceCounters.OTHER), true);
      context.output(GateFunction.DECIDED, letter(record, envelope, e.getMessage()));
    }
  }

  /** The dead letter of a record; one that is a sample all the same is a response to its prompt. */
  private OutputRecord letter(LogRecord record, Envelope sample, String error) {
    OutputRecord letter = writer.deadLetter(record, error);
    return sample == null ? letter : letter.of(writer.deadLetter(sample, error).response());
  }

  private void count(String source, boolean letter) {
    samplesBySource.of(source).inc();
    lettersBySource.of(source).inc(letter ? 1 : 0);
  }

  private void checkSigned(Sample sample, byte[] json) throws MalformedSampleException {
    if (keys != null && !sample.annotations().equals(Annotations.EMPTY) && !keys.signed(json)) {
      throw new MalformedSampleException(
          "field 'annotations' has no valid signature by a key of "
              + "annotate.key_file: send the sample through the annotation job");
    }
  }

  private Envelope envelope(RankedRecord ranked, Sample sample) {
    return new Envelope(
        ranked.rank(),
        ranked.record().timestamp(),
        ranked.late(),
        ranked.repeated(),
        sample.id(),
        sample.track(),
        sample.source(),
        ranked.record().value(),
        Findings.NONE,
        PromptNote.of(sample, tracks.get(sample.track()), prompts));
  }
}
