package io.medsift.recheck;

import io.medsift.curation.CurationArtifacts;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.CurationTopology;
import io.medsift.curation.CurationTopology.SignedSamples;
import io.medsift.curation.deduplicate.SignFunction;
import io.medsift.curation.deduplicate.SignedSample;
import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.ParsedSample;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.curation.read.RankOperator;
import io.medsift.curation.read.RankedRecord;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job that rechecks what was curated; see the package. */
public final class RecheckJob {
  /** Counts the samples that are decided again. */
  public static final String RECHECKED = "rechecked";

  /** Counts the revisions that revoke a sample. */
  public static final String REVOKED = "revoked";

  /** Counts the revisions that reinstate a sample. */
  public static final String REINSTATED = "reinstated";

  /** Counts the revisions of samples that were revoked already, for another item or reason. */
  public static final String REVOKED_ANEW = "revoked_anew";

  private RecheckJob() {}

  /** Adds the job to {@code env}, from the topic of samples to that of revisions. */
  public static void define(StreamExecutionEnvironment env, RecheckSettings settings) {
    CurationSettings curation = settings.curation();
    KafkaConnector kafka = curation.kafka();
    String samples = curation.topics().samples();
    int sourceParallelism = Math.min(env.getParallelism(), kafka.partitions(samples));
    Recipe recipe = curation.recipe();
    CurationArtifacts artifacts = CurationArtifacts.of(curation);
    VerdictWriter writer = new VerdictWriter(samples, recipe, artifacts.fingerprints());
    boolean freeing = RecheckSettings.weighsItems(recipe);

    DataStream<RankedRecord> candidates =
        CurationTopology.read(
                env,
                kafka.source(samples, settings.range()),
                sourceParallelism,
                curation.sourceUid(),
                new RankOperator(samples))
            .process(new CandidateFunction(settings.log(), freeing))
            .setParallelism(sourceParallelism)
            .name("choose")
            .uid("choose");
    Map<String, DataStream<OutputRecord>> decided = new LinkedHashMap<>();
    DataStream<ParsedSample> clean =
        CurationTopology.passFirstGates(candidates, recipe, settings.plan(), writer, decided);
    SingleOutputStreamOperator<ParsedSample> routed =
        clean.process(new RouteFunction(settings.log())).name("route").uid("route");
    // What these samples passed before does not depend on evaluation sets; those that an earlier
    // index had found have passed nothing yet.
    SingleOutputStreamOperator<SignedSample> signed =
        routed
            .process(
                new SignFunction(
                    artifacts.deduplication(), onlyDeduplicated(recipe.tracks()), writer))
            .name("sign kept")
            .uid("sign-kept");
    decided.put("sign kept", signed.getSideOutput(GateFunction.DECIDED));
    SignedSamples waiting = SignedSamples.of(signed);
    if (freeing) {
      waiting =
          waiting.union(
              CurationTopology.passOtherGates(
                  routed.getSideOutput(RouteFunction.FREED), curation, artifacts, writer, decided));
    }
    SingleOutputStreamOperator<OutputRecord> deduplicated =
        CurationTopology.deduplicate(waiting, artifacts.deduplication(), recipe.tracks(), writer);
    decided.values().stream()
        .reduce(deduplicated, DataStream::union)
        .process(new ReviseFunction(settings))
        .name("revise")
        .uid("revise")
        .sinkTo(
            kafka.sink(
                new WrittenRevision.Serializer(settings.revisions().name()),
                recipe.limits().rowBytes()))
        .name("write")
        .uid("write");
  }

  private static Map<String, Track> onlyDeduplicated(Map<String, Track> tracks) {
    Map<String, Track> only = new HashMap<>();
    tracks.forEach(
        (name, track) -> {
          Set<Gate> gates = EnumSet.noneOf(Gate.class);
          if (track.runs(Gate.DEDUPLICATE)) {
            gates.add(Gate.DEDUPLICATE);
          }
          only.put(name, new Track(gates));
        });
    return only;
  }
}
