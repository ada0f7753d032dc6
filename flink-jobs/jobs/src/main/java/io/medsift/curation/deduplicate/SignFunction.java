package io.medsift.curation.deduplicate;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.ParsedSample;
import io.medsift.curation.gate.VerdictCounters;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.minhash.Signature;
import io.medsift.minhash.Signer;
import io.medsift.recipe.Track;
import io.medsift.sample.Sample;
import io.medsift.verdict.Gate;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads the text of a sample for the last time: signs trace and response, and takes the prompt out
 * for the domain gate. Samples that no later gate decides on are accepted here.
 */
public final class SignFunction extends ProcessFunction<ParsedSample, SignedSample> {
  private static final long serialVersionUID = 1L;

  /** Samples whose track runs the domain gate. */
  public static final OutputTag<SignedSample> FOR_DOMAIN =
      new OutputTag<>("for-domain", TypeInformation.of(SignedSample.class));

  private static final Hasher128 PROMPT_HASHER = Hashing.xxh3_128();

  private final DeduplicationPlan plan;
  private final Shards shards;
  private final HashMap<String, Track> tracks;
  private final VerdictWriter writer;
  private transient Signer signer;
  private transient VerdictCounters counters;

  /** A signer for the tracks of a recipe. */
  public SignFunction(DeduplicationPlan plan, Map<String, Track> tracks, VerdictWriter writer) {
    this.plan = plan;
    this.shards = plan.shards();
    this.tracks = new HashMap<>(tracks);
    this.writer = writer;
  }

  @Override
  public void open(OpenContext context) {
    signer = new Signer(plan.scheme());
    counters =
        new VerdictCounters(getRuntimeContext().getMetricGroup(), tracks)
            .accepting(
                track ->
                    !track.runs(Gate.DOMAIN)
                        && !track.runs(Gate.DEDUPLICATE)
                        && !track.waitsForOthers());
  }

  @Override
  public void processElement(ParsedSample parsed, Context context, Collector<SignedSample> out) {
    Sample sample = parsed.sample();
    Track track = tracks.get(sample.track());
    Signature signature = track.runs(Gate.DEDUPLICATE) ? sign(sample) : null;
    if (track.runs(Gate.DOMAIN)) {
      String prompt = sample.prompt();
      context.output(
          FOR_DOMAIN,
          new SignedSample(parsed.envelope(), prompt, SignedSample.keyOf(prompt), signature));
    } else if (signature != null) {
      SignedSample signed = new SignedSample(parsed.envelope(), null, null, signature);
      context.output(SampleSignature.OUTPUT, SampleSignature.of(signed, shards));
      out.collect(signed);
    } else {
      OutputRecord row = writer.accepted(parsed.envelope(), sample);
      if (row.kind() != OutputRecord.Kind.CANDIDATE) {
        counters.accept(sample.track());
      }
      context.output(GateFunction.DECIDED, row);
    }
  }

  private Signature sign(Sample sample) {
    long scope =
        plan.withinPrompt() ? PROMPT_HASHER.hashCharsTo128Bits(sample.prompt()).getAsLong() : 0;
    return signer.sign(sample.completion(), scope);
  }
}
