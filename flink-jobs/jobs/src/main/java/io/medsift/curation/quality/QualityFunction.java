package io.medsift.curation.quality;

import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.Ruling;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.quality.QualityCheck;
import io.medsift.recipe.Recipe.QualitySettings;
import io.medsift.recipe.Track;
import io.medsift.sample.Sample;
import io.medsift.verdict.Gate;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;

/** Rejects truncated responses, prompts of few words, and traces that ramble. */
public final class QualityFunction extends GateFunction {
  private static final long serialVersionUID = 1L;

  private final QualitySettings settings;
  private transient QualityCheck check;

  /** A gate by the bounds of a recipe. */
  public QualityFunction(
      QualitySettings settings, Map<String, Track> tracks, VerdictWriter writer) {
    super(Gate.QUALITY, tracks, writer);
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    check = new QualityCheck(settings);
  }

  @Override
  protected Ruling rule(Sample sample) {
    return check
        .check(sample)
        .<Ruling>map(found -> new Ruling.Reject(found.reason(), found.evidence()))
        .orElse(Ruling.Pass.SILENT);
  }
}
