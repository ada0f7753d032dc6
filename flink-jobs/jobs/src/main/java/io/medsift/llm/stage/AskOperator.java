package io.medsift.llm.stage;

import io.medsift.llm.cache.ModelCaller;
import io.medsift.llm.cache.TopicAnswerCache;
import io.medsift.llm.client.ModelException;
import io.medsift.sharing.SharedResources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.IOUtils;

/**
 * Holds questions until they are answered. Threads of the process call the model; their results
 * come back through the mailbox. With twice as many questions as may be in flight the operator is
 * full and the sources pause; it still accepts what they sent before. A question that equals one in
 * flight waits for its answer.
 *
 * <p>State: the questions held, by key, written with each checkpoint. After a restart they are
 * asked again, and answered from the cache if possible.
 */
final class AskOperator extends AbstractStreamOperator<QuestionResult>
    implements OneInputStreamOperator<Question, QuestionResult>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final String STATE = "questions-held";
  private static final int HELD_PER_REQUEST = 2;

  // For questions from sources of another process. The channels behind a paused source hold less.
  private static final int MAX_HELD = 10_000;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final AskStage stage;
  private final FlowControl flow;
  private final transient MailboxExecutor mailbox;
  private final transient Map<String, List<Question>> held = new HashMap<>();
  private final transient SharedModel.InFlight inFlight = new SharedModel.InFlight();
  private final transient Set<String> saved = new HashSet<>();
  private transient ListState<Question> state;
  private transient SharedResources<?, SharedModel, RuntimeException>.Lease model;
  private transient SharedResources<FlowControl, FlowControl.Gate, RuntimeException>.Lease gate;
  private transient TopicAnswerCache cache;
  private transient ModelCaller caller;
  private transient AskMetrics askMetrics;
  private final transient AtomicInteger questions = new AtomicInteger();

  AskOperator(
      StreamOperatorParameters<QuestionResult> parameters,
      AskStage stage,
      FlowControl flow,
      MailboxExecutor mailbox) {
    super(parameters);
    this.stage = stage;
    this.flow = flow;
    this.mailbox = mailbox;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getKeyedStateStore()
            .getListState(new ListStateDescriptor<>(STATE, TypeInformation.of(Question.class)));
    if (context.isRestored()) {
      try (Stream<String> keys =
          this.<String>getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
        keys.forEach(saved::add);
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    Path directory =
        getContainingTask().getEnvironment().getIOManager().getSpillingDirectories()[0].toPath();
    cache = TopicAnswerCache.open(stage.cacheTopic(), stage.scope(), directory);
    model = SharedModel.acquire(stage.role(), stage.model(), stage.outage());
    caller =
        new ModelCaller(
            stage.scope(), stage.attempts(), stage.check(), cache, model.resource().client());
    gate = flow.acquire();
    askMetrics = new AskMetrics(getMetricGroup(), stage, model.resource(), questions::get);
    for (String hash : saved) {
      setCurrentKey(hash);
      for (Question question : state.get()) {
        hold(question);
      }
    }
  }

  @Override
  public void processElement(StreamRecord<Question> element) throws Exception {
    while (questions.get() >= MAX_HELD) {
      mailbox.yield();
    }
    hold(element.getValue());
  }

  private void hold(Question question) {
    List<Question> same = held.computeIfAbsent(question.hash(), hash -> new ArrayList<>());
    same.add(question);
    count(1);
    if (same.size() == 1) {
      inFlight.add(question.hash(), model.resource().submit(() -> ask(question)));
    }
  }

  private void count(int more) {
    int now = questions.addAndGet(more);
    gate.resource().changed(now - more, now, HELD_PER_REQUEST * stage.model().concurrency());
  }

  /** Runs in a thread of the process. */
  private void ask(Question question) {
    if (inFlight.isEnding()) {
      return;
    }
    try {
      int round = RetryRound.of(question.record()).number();
      ModelCaller.Result result = caller.call(question.hash(), question.chatRequest(), round);
      mailbox.execute(() -> answer(question.hash(), result), "answer");
    } catch (ModelException stop) {
      fail(
          new SuppressRestartsException(
              new IllegalStateException(
                  "the %s model cannot be called: %s"
                      .formatted(stage.role().wireName(), stop.getMessage()))));
    } catch (InterruptedException | RejectedExecutionException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      // Otherwise the question would wait for ever in a job that looks healthy.
      fail(new IllegalStateException("calling the model failed: " + e, e));
      throw e;
    }
  }

  private void fail(RuntimeException failure) {
    try {
      mailbox.execute(
          () -> {
            throw failure;
          },
          "failed call");
    } catch (RejectedExecutionException e) {
      LOG.debug("the task had ended when a call failed", failure);
    }
  }

  private void answer(String hash, ModelCaller.Result result) {
    List<Question> same = held.remove(hash);
    inFlight.remove(hash);
    count(-same.size());
    askMetrics.called(result);
    for (Question question : same) {
      askMetrics.ended(result);
      output.collect(new StreamRecord<>(QuestionResult.of(question, result)));
    }
  }

  @Override
  public void endInput() throws Exception {
    while (questions.get() > 0) {
      mailbox.yield();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    for (String hash : saved) {
      if (!held.containsKey(hash)) {
        setCurrentKey(hash);
        state.clear();
      }
    }
    saved.clear();
    for (Map.Entry<String, List<Question>> entry : held.entrySet()) {
      setCurrentKey(entry.getKey());
      state.update(entry.getValue());
      saved.add(entry.getKey());
    }
  }

  @Override
  public void close() throws Exception {
    if (gate != null) {
      count(-questions.get());
    }
    try {
      inFlight.end(CLOSE_TIMEOUT);
    } finally {
      IOUtils.closeAll(gate, model, cache, super::close);
    }
  }
}
