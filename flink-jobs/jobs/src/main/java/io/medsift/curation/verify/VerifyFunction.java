package io.medsift.curation.verify;

import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.Ruling;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.recipe.Track;
import io.medsift.sample.Sample;
import io.medsift.verdict.Gate;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;

/** Keeps samples whose final answer is the reference. */
public final class VerifyFunction extends GateFunction {
  private static final long serialVersionUID = 1L;

  private transient AnswerRuling ruling;

  /** A gate for the tracks that verify. */
  public VerifyFunction(Map<String, Track> tracks, VerdictWriter writer) {
    super(Gate.VERIFY, tracks, writer);
  }

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    ruling = new AnswerRuling();
  }

  @Override
  protected Ruling rule(Sample sample) {
    return ruling.of(sample);
  }
}
