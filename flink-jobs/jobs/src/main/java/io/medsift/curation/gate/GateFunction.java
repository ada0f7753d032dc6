package io.medsift.curation.gate;

import io.medsift.recipe.Track;
import io.medsift.sample.Sample;
import io.medsift.sharing.ResourceFailedException;
import io.medsift.verdict.Gate;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gate that decides on each sample independently: passes it on, or writes its rejection, or its
 * dead letter where it lacks what the gate needs, or where the gate fails on it.
 */
public abstract class GateFunction extends ProcessFunction<ParsedSample, ParsedSample> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(GateFunction.class);

  /** Rows that are decided before the last gate. */
  public static final OutputTag<OutputRecord> DECIDED =
      new OutputTag<>("decided", TypeInformation.of(OutputRecord.class));

  private final Gate gate;
  private final HashMap<String, Track> tracks;
  private final VerdictWriter writer;
  private transient VerdictCounters counters;
  private transient Counter deadLetters;
  private transient SourceCounters lettersBySource;

  /** A gate for the tracks of a recipe that run {@code gate}. */
  protected GateFunction(Gate gate, Map<String, Track> tracks, VerdictWriter writer) {
    this.gate = gate;
    this.tracks = new HashMap<>(tracks);
    this.writer = writer;
  }

  /**
   * Decides on a sample whose track runs this gate.
   *
   * @throws ResourceFailedException if it cannot, and the sample is not at fault
   */
  protected abstract Ruling rule(Sample sample);

  @Override
  public void open(OpenContext context) throws Exception {
    counters = new VerdictCounters(getRuntimeContext().getMetricGroup(), tracks).rejecting(gate);
    deadLetters = getRuntimeContext().getMetricGroup().counter("dead_letters");
    lettersBySource =
        new SourceCounters(getRuntimeContext().getMetricGroup(), "dead_letters_by_source");
  }

  @Override
  public final void processElement(
      ParsedSample parsed, Context context, Collector<ParsedSample> out) {
    if (!tracks.get(parsed.envelope().track()).runs(gate)) {
      out.collect(parsed);
      return;
    }
    Ruling ruling = ruling(parsed);
    if (ruling instanceof Ruling.Reject reject) {
      counters.reject(reject.reason(), parsed.envelope().track(), parsed.sample().source());
      Envelope envelope =
          reject.finding() == null ? parsed.envelope() : parsed.envelope().with(reject.finding());
      context.output(DECIDED, writer.rejected(envelope, reject.reason(), reject.evidence()));
    } else if (ruling instanceof Ruling.Unfit unfit) {
      deadLetters.inc();
      lettersBySource.of(parsed.sample().source()).inc();
      context.output(DECIDED, writer.deadLetter(parsed.envelope(), unfit.error()));
    } else if (ruling instanceof Ruling.Pass pass && pass.finding() != null) {
      out.collect(new ParsedSample(parsed.envelope().with(pass.finding()), parsed.sample()));
    } else {
      out.collect(parsed);
    }
  }

  /**
   * No text stops the stream: what a gate throws on a sample, it would throw again after each
   * restart. Where a model fails that is no fault of the sample, and the job restarts.
   */
  private Ruling ruling(ParsedSample parsed) {
    try {
      return rule(parsed.sample());
    } catch (ResourceFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      // Not by its id, which may hold anything, line breaks too.
      LOG.error(
          "Gate {} failed on the sample at {}",
          gate.wireName(),
          writer.position(parsed.envelope().rank().position()),
          e);
      return new Ruling.Unfit(
          "gate " + gate.wireName() + " failed on this sample: " + e.getClass().getName());
    }
  }
}
