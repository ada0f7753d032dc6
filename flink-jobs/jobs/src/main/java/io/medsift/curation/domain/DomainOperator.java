package io.medsift.curation.domain;

import io.medsift.centroids.Assignment;
import io.medsift.curation.deduplicate.Contender;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.GateFunction;
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
 * one by one, since padding costs more than batches gain, and assigned as a block, since there the
 * opposite holds.
 *
 * <p>Keyed by prompt. State: the cluster of the prompt. Samples wait for their block on the heap
 * and leave it before a watermark or a checkpoint passes, so a block is never part of a checkpoint.
 */
public final class DomainOperator extends AbstractStreamOperator<Contender>
    implements OneInputStreamOperator<Contender, Contender>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final int BLOCK = 64;

  private final DomainPlan plan;
  private final HashMap<String, Track> tracks;
  private final VerdictWriter writer;
  private transient PromptClassifier classifier;
  private transient ValueState<PromptCluster> known;
  private transient Map<String, List<Contender>> waiting;
  private transient VerdictCounters counters;
  private transient Counter promptsEmbedded;
  private transient Counter promptsKnown;
  private transient int lastBlock;

  /** An operator of {@code plan}, which is null where no track runs this gate. */
  public DomainOperator(DomainPlan plan, Map<String, Track> tracks, VerdictWriter writer) {
    this.plan = plan;
    this.tracks = new HashMap<>(tracks);
    this.writer = writer;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    StateVersion.check(context.getOperatorStateStore());
    known =
        context
            .getKeyedStateStore()
            .getState(
                new ValueStateDescriptor<>("cluster", TypeInformation.of(PromptCluster.class)));
  }

  @Override
  public void open() throws Exception {
    super.open();
    try {
      classifier = plan == null ? null : PromptClassifier.open(plan);
    } catch (IOException e) {
      throw new SuppressRestartsException(e);
    }
    waiting = new LinkedHashMap<>();
    counters =
        new VerdictCounters(getMetricGroup(), tracks)
            .rejecting(Gate.DOMAIN)
            .accepting(track -> track.runs(Gate.DOMAIN) && !track.runs(Gate.DEDUPLICATE));
    promptsEmbedded = getMetricGroup().counter("prompts_embedded");
    promptsKnown = getMetricGroup().counter("prompts_known");
    getMetricGroup().gauge("last_block", () -> lastBlock);
  }

  @Override
  public void processElement(StreamRecord<Contender> element) throws Exception {
    Contender contender = element.getValue();
    List<Contender> sharing = waiting.get(contender.promptKey());
    if (sharing != null) {
      promptsKnown.inc();
      sharing.add(contender);
      return;
    }
    PromptCluster cluster = known.value();
    if (cluster != null && cluster.centroids().equals(plan.centroidsFingerprint())) {
      promptsKnown.inc();
      decide(contender, cluster);
      return;
    }
    List<Contender> first = new ArrayList<>();
    first.add(contender);
    waiting.put(contender.promptKey(), first);
    if (waiting.size() == BLOCK) {
      flush();
    }
  }

  private void flush() throws Exception {
    if (waiting.isEmpty()) {
      return;
    }
    List<String> prompts = new ArrayList<>(waiting.size());
    for (List<Contender> sharing : waiting.values()) {
      prompts.add(sharing.get(0).prompt());
    }
    Assignment[] assignments = classifier.assign(prompts);
    promptsEmbedded.inc(prompts.size());
    lastBlock = prompts.size();
    int index = 0;
    for (Map.Entry<String, List<Contender>> entry : waiting.entrySet()) {
      Assignment assignment = assignments[index++];
      PromptCluster cluster =
          new PromptCluster(
              assignment.cluster(), assignment.similarity(), plan.centroidsFingerprint());
      setCurrentKey(entry.getKey());
      known.update(cluster);
      for (Contender contender : entry.getValue()) {
        decide(contender, cluster);
      }
    }
    waiting.clear();
  }

  private void decide(Contender contender, PromptCluster cluster) {
    Envelope envelope = contender.envelope();
    Evidence.Domain evidence =
        plan.evidence(
            cluster.cluster(),
            classifier.label(cluster.cluster()),
            classifier.agreement(cluster.cluster()),
            cluster.similarity());
    Reason reason = plan.reason(evidence);
    if (reason != null) {
      counters.reject(reason, envelope.track());
      output.collect(
          GateFunction.DECIDED, new StreamRecord<>(writer.rejected(envelope, reason, evidence)));
    } else if (contender.signature() != null) {
      output.collect(new StreamRecord<>(contender.withoutPrompt(envelope.with(evidence))));
    } else {
      counters.accept(envelope.track());
      output.collect(
          GateFunction.DECIDED, new StreamRecord<>(writer.accepted(envelope.with(evidence))));
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
    if (classifier != null) {
      classifier.close();
    }
    super.close();
  }
}
