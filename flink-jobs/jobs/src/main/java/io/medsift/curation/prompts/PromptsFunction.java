package io.medsift.curation.prompts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.codec.RowCodec;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.PromptResponse;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.curation.prompts.PromptGates.Candidate;
import io.medsift.curation.prompts.PromptGates.Decided;
import io.medsift.curation.prompts.PromptGates.Ordered;
import io.medsift.curation.state.StateVersion;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.prompts.ResponseGroup;
import io.medsift.recipe.PassRateSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.SelectSettings;
import io.medsift.recipe.Track;
import io.medsift.sample.Sample;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Collects the responses to a prompt, decides it when all have arrived or the wait is over, and
 * remembers the decision for responses that arrive late.
 *
 * <p>Keyed by prompt. State, all of it in the state backend: the responses that wait, what is known
 * of them, and the decision, until it expires. Timers are in the time of the topic, and what they
 * decide depends on the ranks of responses alone.
 */
public final class PromptsFunction
    extends KeyedProcessFunction<String, PromptResponse, OutputRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;
  private static final long MILLIS = 1_000;
  private static final int CLOSINGS_KEPT = 1_024;

  private final Recipe recipe;
  private final VerdictWriter writer;
  private transient PromptGates gates;
  private transient PromptVerdicts verdicts;
  private transient ListState<PromptResponse> held;
  private transient ValueState<OpenPrompt> open;
  private transient ValueState<DecidedPrompt> decided;
  private transient Map<String, Long> closings;
  private transient Counter prompts;
  private transient Counter waitedOut;
  private transient Counter lateResponses;

  /** The gates of a recipe. */
  public PromptsFunction(Recipe recipe, VerdictWriter writer) {
    this.recipe = recipe;
    this.writer = writer;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    StateVersion.check(context.getOperatorStateStore());
    held =
        context
            .getKeyedStateStore()
            .getListState(
                new ListStateDescriptor<>("held", TypeInformation.of(PromptResponse.class)));
    open =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>("open", TypeInformation.of(OpenPrompt.class)));
    decided =
        context
            .getKeyedStateStore()
            .getState(
                new ValueStateDescriptor<>("decided", TypeInformation.of(DecidedPrompt.class)));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // All state is in the backend.
  }

  @Override
  public void open(OpenContext context) {
    gates = new PromptGates(recipe, this::position);
    closings = new LatestClosings();
    verdicts = new PromptVerdicts(recipe, writer, getRuntimeContext().getMetricGroup());
    prompts = getRuntimeContext().getMetricGroup().counter("prompts_decided");
    waitedOut = getRuntimeContext().getMetricGroup().counter("prompts_waited_out");
    lateResponses = getRuntimeContext().getMetricGroup().counter("late_responses");
  }

  @Override
  public void processElement(PromptResponse response, Context context, Collector<OutputRecord> out)
      throws Exception {
    DecidedPrompt before = decided.value();
    if (before != null && before.knows(response.rank())) {
      decided.update(afterDecision(response, before, out));
    } else {
      hold(response, context);
    }
  }

  private void hold(PromptResponse response, Context context) throws Exception {
    held.add(response);
    OpenPrompt known = open.value();
    OpenPrompt now =
        (known == null ? OpenPrompt.EMPTY : known)
            .with(response.rank().time(), response.note().announced());
    open.update(now);
    if (known == null || now.first() != known.first()) {
      context.timerService().registerEventTimeTimer(deadline(now));
    }
    if (isFull(now) && (known == null || !isFull(known) || mayClose(response, now))) {
      long closing = closing(now);
      closings.put(response.key(), closing);
      context.timerService().registerEventTimeTimer(closing);
    }
  }

  /** Whether a response to a full prompt may be among those that complete it. */
  private boolean mayClose(PromptResponse response, OpenPrompt now) {
    Long closing = closings.get(response.key());
    long time = response.rank().time();
    return (closing == null || time < closing) && time <= deadline(now);
  }

  /** The time of the response that completes a prompt; that of the latest, if it has no more. */
  private long closing(OpenPrompt now) throws Exception {
    return group(inOrder(held.get()), Long.MIN_VALUE).map(ResponseGroup::time).orElse(now.latest());
  }

  private Optional<ResponseGroup> group(List<PromptResponse> responses, long now) {
    return ResponseGroup.of(
        responses,
        response -> response.rank().time(),
        response -> response.note().announced(),
        MILLIS * recipe.prompts().waitSeconds(),
        now);
  }

  private static boolean isFull(OpenPrompt prompt) {
    return prompt.responses() >= ResponseGroup.MOST
        || (prompt.announced() > 0 && prompt.responses() >= prompt.announced());
  }

  private long deadline(OpenPrompt prompt) {
    return ResponseGroup.end(prompt.first(), MILLIS * recipe.prompts().waitSeconds());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<OutputRecord> out)
      throws Exception {
    DecidedPrompt before = decided.value();
    if (before != null && time >= before.expires()) {
      decided.clear();
    }
    OpenPrompt waiting = open.value();
    if (waiting == null) {
      return;
    }
    if (time >= deadline(waiting) || isFull(waiting)) {
      decideIfClosed(time, context, out);
    } else {
      // An earlier run of a shorter wait registered this timer, and no other may be left.
      context.timerService().registerEventTimeTimer(deadline(waiting));
    }
  }

  private void decideIfClosed(long time, OnTimerContext context, Collector<OutputRecord> out)
      throws Exception {
    List<PromptResponse> all = inOrder(held.get());
    List<PromptResponse> come = all.stream().filter(each -> each.rank().time() <= time).toList();
    Optional<ResponseGroup> closed = come.isEmpty() ? Optional.empty() : group(come, time);
    List<PromptResponse> rest = all;
    if (closed.isPresent()) {
      int members = closed.get().members();
      decide(closed.get(), all.subList(0, members), context, out);
      rest = all.subList(members, all.size());
    }
    held.clear();
    open.clear();
    closings.remove(context.getCurrentKey());
    for (PromptResponse response : rest) {
      processElement(response, context, out);
    }
  }

  /** The responses in rank order; of one that was read again, as it was read last. */
  private static List<PromptResponse> inOrder(Iterable<PromptResponse> responses) {
    Map<SamplePosition, PromptResponse> once = new HashMap<>();
    responses.forEach(
        response ->
            once.merge(
                response.rank().position(),
                response,
                (one, other) -> one.repeated() && !other.repeated() ? one : other));
    List<PromptResponse> ordered = new ArrayList<>(once.values());
    ordered.sort(Comparator.comparing(PromptResponse::rank));
    return ordered;
  }

  private void decide(
      ResponseGroup group,
      List<PromptResponse> members,
      OnTimerContext context,
      Collector<OutputRecord> out)
      throws Exception {
    List<Candidate> candidates = verdicts.candidates(members, out);
    Decided result = gates.decide(group, members, candidates);
    PromptResponse last = members.get(members.size() - 1);
    Track track = gates.track(last);
    PassRateSettings bounds = gates.bounds(track);
    SelectSettings selection = gates.selection(track);
    DecidedPrompt said =
        new DecidedPrompt(
            RowCodec.promptDecision(result.decision()),
            last.rank(),
            ResponseGroup.end(group.time(), MILLIS * recipe.prompts().rememberSeconds()),
            result.reason() == null ? null : result.reason().name(),
            bounds.min(),
            bounds.max(),
            selection.keep() == null ? 0 : selection.keep(),
            selection.by().wireName(),
            DecidedPrompt.pack(members),
            new byte[0]);
    for (Ordered chosen : result.order()) {
      Envelope envelope = chosen.candidate().response().candidate();
      verdicts.settle(envelope, chosen, said, result.decision(), false, out);
    }
    out.collect(row(said, last));
    prompts.inc();
    if (group.closed() == PromptDecision.Closed.WAITED_OUT) {
      waitedOut.inc();
    }
    decided.update(said);
    context.timerService().registerEventTimeTimer(said.expires());
  }

  /** Takes a response to a prompt that was decided: again, or too late. */
  private DecidedPrompt afterDecision(
      PromptResponse response, DecidedPrompt before, Collector<OutputRecord> out)
      throws IOException {
    boolean late = before.isLate(response.rank());
    PromptDecision decision = RowCodec.readPromptDecision(before.decision());
    if (response.candidate() != null) {
      Optional<Sample> sample = verdicts.read(response.candidate(), out);
      if (sample.isPresent()) {
        Candidate candidate = new Candidate(response, sample.get());
        verdicts.settle(
            response.candidate(), measured(candidate, before), before, decision, late, out);
      }
    }
    DecidedPrompt said = before;
    if (late && !before.hasCounted(response)) {
      lateResponses.inc();
      said = before.with(RowCodec.promptDecision(decision.withOneMoreLate()), response.rank());
    }
    if (late || response.rank().equals(before.last())) {
      out.collect(row(said, response));
    }
    return said;
  }

  /** What a response alone can be measured by: not its likeness to others. */
  private Ordered measured(Candidate candidate, DecidedPrompt before) {
    return before.keep() == 0
        ? new Ordered(candidate, null)
        : new Ordered(candidate, gates.measure(candidate.sample(), before.by()));
  }

  private static OutputRecord row(DecidedPrompt said, PromptResponse response) {
    return new OutputRecord(
        OutputRecord.Kind.PROMPT,
        response.rank().position(),
        response.key().getBytes(UTF_8),
        said.decision());
  }

  private Position position(PromptResponse response) {
    return writer.position(response.rank().position());
  }

  /** When full prompts close, so that not each further response has all that wait read again. */
  private static final class LatestClosings extends LinkedHashMap<String, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > CLOSINGS_KEPT;
    }
  }
}
