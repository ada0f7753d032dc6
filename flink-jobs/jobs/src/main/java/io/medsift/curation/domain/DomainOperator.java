package io.medsift.curation.domain;

import io.medsift.curation.deduplicate.SampleSignature;
import io.medsift.curation.deduplicate.Shards;
import io.medsift.curation.deduplicate.SignedSample;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.VerdictCounters;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.curation.state.StateVersion;
import io.medsift.recipe.Track;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Embeds each distinct prompt once and decides by the label of its cluster. Prompts are embedded
 * and assigned as a block, which changes no digit of what each gets. What state or the log of an
 * earlier run knows is not embedded: the encoder's last digits depend on the processor, and what
 * was decided once must not.
 *
 * <p>Keyed by prompt. State: the cluster of the prompt. A job that embeds again what is known keeps
 * what it computes beside that. Samples wait for their block on the heap and leave it before a
 * watermark or a checkpoint passes, so a block is never part of a checkpoint.
 */
public final class DomainOperator extends AbstractStreamOperator<SignedSample>
    implements OneInputStreamOperator<SignedSample, SignedSample>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final int BLOCK = 64;
  private static final String STATE = "cluster";
  private static final String STATE_OF_AGAIN = "cluster-again";

  /** Counts the prompts that were embedded. */
  public static final String PROMPTS_EMBEDDED = "prompts_embedded";

  /** Counts the prompts whose cluster the log of an earlier run says. */
  public static final String PROMPTS_FROM_LOG = "prompts_from_log";

  /** Counts the prompts that were embedded again and are in another cluster than before. */
  public static final String CLUSTERS_CHANGED = "clusters_changed";

  /** Counts those of them whose cluster has another label than before. */
  public static final String LABELS_CHANGED = "labels_changed";

  private final DomainPlan plan;
  private final HashMap<String, Track> tracks;
  private final Shards shards;
  private final VerdictWriter writer;
  private transient PromptClassifier classifier;
  private transient KnownClusters log;
  private transient ValueState<PromptCluster> known;
  private transient ValueState<PromptCluster> before;
  private transient Map<String, List<SignedSample>> waiting;
  private transient VerdictCounters counters;
  private transient Counter promptsEmbedded;
  private transient Counter promptsKnown;
  private transient Counter promptsFromLog;
  private transient Counter clustersChanged;
  private transient Counter labelsChanged;
  private transient Counter nearTies;
  private transient int lastBlock;

  /** An operator of {@code plan}, which is null where no track runs this gate. */
  public DomainOperator(
      DomainPlan plan, Map<String, Track> tracks, Shards shards, VerdictWriter writer) {
    this.plan = plan;
    this.shards = shards;
    this.tracks = new HashMap<>(tracks);
    this.writer = writer;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    StateVersion.check(context.getOperatorStateStore());
    boolean again = plan != null && plan.embedding().again();
    known = state(again ? STATE_OF_AGAIN : STATE, context);
    before = again ? state(STATE, context) : null;
  }

  private static ValueState<PromptCluster> state(String name, StateInitializationContext context) {
    return context
        .getKeyedStateStore()
        .getState(new ValueStateDescriptor<>(name, TypeInformation.of(PromptCluster.class)));
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (plan != null) {
      openPlan();
    }
    waiting = new LinkedHashMap<>();
    counters =
        new VerdictCounters(getMetricGroup(), tracks)
            .rejecting(Gate.DOMAIN)
            .accepting(
                track ->
                    track.runs(Gate.DOMAIN)
                        && !track.runs(Gate.DEDUPLICATE)
                        && !track.waitsForOthers());
    promptsEmbedded = getMetricGroup().counter(PROMPTS_EMBEDDED);
    promptsKnown = getMetricGroup().counter("prompts_known");
    promptsFromLog = getMetricGroup().counter(PROMPTS_FROM_LOG);
    clustersChanged = getMetricGroup().counter(CLUSTERS_CHANGED);
    labelsChanged = getMetricGroup().counter(LABELS_CHANGED);
    nearTies = getMetricGroup().counter("near_ties");
    getMetricGroup().gauge("last_block", () -> lastBlock);
  }

  private void openPlan() throws IOException {
    try {
      classifier = PromptClassifier.open(plan);
    } catch (IOException e) {
      throw new SuppressRestartsException(e);
    }
    if (plan.embedding().log() != null) {
      log =
          KnownClusters.open(
              plan.embedding().log(),
              plan.versions(),
              classifier.clusters(),
              getContainingTask()
                  .getEnvironment()
                  .getIOManager()
                  .getSpillingDirectories()[0]
                  .toPath());
    }
  }

  @Override
  public void processElement(StreamRecord<SignedSample> element) throws Exception {
    SignedSample sample = element.getValue();
    List<SignedSample> sharing = waiting.get(sample.promptKey());
    if (sharing != null) {
      promptsKnown.inc();
      sharing.add(sample);
      return;
    }
    PromptCluster cluster = stored(known);
    if (cluster != null) {
      promptsKnown.inc();
      decide(sample, cluster);
      return;
    }
    if (log != null && !plan.embedding().again()) {
      cluster = log.find(sample.promptKey());
      if (cluster != null) {
        promptsFromLog.inc();
        known.update(cluster);
        decide(sample, cluster);
        return;
      }
    }
    List<SignedSample> first = new ArrayList<>();
    first.add(sample);
    waiting.put(sample.promptKey(), first);
    if (waiting.size() == BLOCK) {
      flush();
    }
  }

  /** The cluster of the current key, if these centroids gave it. */
  private PromptCluster stored(ValueState<PromptCluster> state) throws IOException {
    PromptCluster cluster = state.value();
    return cluster != null && cluster.centroids().equals(plan.versions().centroids())
        ? cluster
        : null;
  }

  private void flush() throws Exception {
    if (waiting.isEmpty()) {
      return;
    }
    List<String> prompts = new ArrayList<>(waiting.size());
    for (List<SignedSample> sharing : waiting.values()) {
      prompts.add(sharing.get(0).prompt());
    }
    List<PromptCluster> clusters = classifier.classify(prompts);
    promptsEmbedded.inc(prompts.size());
    lastBlock = prompts.size();
    int index = 0;
    for (Map.Entry<String, List<SignedSample>> entry : waiting.entrySet()) {
      PromptCluster cluster = clusters.get(index++);
      setCurrentKey(entry.getKey());
      known.update(cluster);
      if (plan.embedding().again()) {
        compare(entry.getKey(), cluster);
      }
      for (SignedSample sample : entry.getValue()) {
        decide(sample, cluster);
      }
    }
    waiting.clear();
  }

  private void compare(String promptKey, PromptCluster now) throws IOException {
    PromptCluster earlier = log == null ? null : log.find(promptKey);
    if (earlier == null) {
      earlier = stored(before);
    }
    if (earlier != null && earlier.cluster() != now.cluster()) {
      clustersChanged.inc();
      if (!classifier.label(earlier.cluster()).equals(classifier.label(now.cluster()))) {
        labelsChanged.inc();
      }
    }
  }

  private void decide(SignedSample sample, PromptCluster cluster) {
    Envelope envelope = sample.envelope();
    Evidence.Domain evidence = classifier.evidence(cluster, sample.prompt());
    if (evidence.nearTie() != null) {
      nearTies.inc();
    }
    Reason reason = plan.reason(evidence);
    if (reason != null) {
      counters.reject(reason, envelope.track(), envelope.source());
      output.collect(
          GateFunction.DECIDED, new StreamRecord<>(writer.rejected(envelope, reason, evidence)));
    } else if (sample.signature() != null) {
      SignedSample onDomain = sample.withoutPrompt(envelope.with(evidence));
      output.collect(
          SampleSignature.OUTPUT, new StreamRecord<>(SampleSignature.of(onDomain, shards)));
      output.collect(new StreamRecord<>(onDomain));
    } else {
      OutputRecord row = writer.accepted(envelope.with(evidence));
      if (row.kind() != OutputRecord.Kind.CANDIDATE) {
        counters.accept(envelope.track());
      }
      output.collect(GateFunction.DECIDED, new StreamRecord<>(row));
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
  }

  @Override
  public void endInput() throws Exception {
    flush();
  }

  @Override
  public void close() throws Exception {
    if (log != null) {
      log.close();
    }
    if (classifier != null) {
      classifier.close();
    }
    super.close();
  }
}
