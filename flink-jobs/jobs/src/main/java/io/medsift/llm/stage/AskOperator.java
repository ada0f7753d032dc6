package io.medsift.llm.stage;

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
 * Holds questions until they are answered; threads of the process ask meanwhile, and their outcomes
 * come back through the mailbox. With twice as many questions as may be under way it is full, and
 * the sources rest; it takes what they had sent before. A question that equals one under way waits
 * for its answer.
 *
 * <p>State: the questions held, by key, written when a checkpoint is. After a restart they are
 * asked again, of the ledger first.
 */
final class AskOperator extends AbstractStreamOperator<QuestionResult>
    implements OneInputStreamOperator<Question, QuestionResult>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final String STATE = "questions-held";
  private static final int HELD_PER_REQUEST = 2;

  // For questions that come all the same, from sources of another process. What the channels hold
  // behind a source at rest is less.
  private static final int MOST_HELD = 10_000;

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final AskSettings plan;
  private final FlowControl intake;
  private final transient MailboxExecutor mailbox;
  private final transient Map<String, List<Question>> held = new HashMap<>();
  private final transient InFlight underWay = new InFlight();
  private final transient Set<String> saved = new HashSet<>();
  private transient ListState<Question> state;
  private transient SharedResources<?, SharedModel, RuntimeException>.Lease model;
  private transient SharedResources<FlowControl, FlowGate, RuntimeException>.Lease gate;
  private transient TopicAnswerCache ledger;
  private transient AskMetrics meter;
  private final transient AtomicInteger questions = new AtomicInteger();

  AskOperator(
      StreamOperatorParameters<QuestionResult> parameters,
      AskSettings plan,
      FlowControl intake,
      MailboxExecutor mailbox) {
    super(parameters);
    this.plan = plan;
    this.intake = intake;
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
    ledger =
        TopicAnswerCache.open(
            plan.ledger(), plan.role(), plan.promptVersion(), plan.model().model(), directory);
    model = SharedModel.acquire(plan.role(), plan.model(), plan.outage());
    gate = intake.acquire();
    meter = new AskMetrics(getMetricGroup(), plan, model.resource(), questions::get);
    for (String hash : saved) {
      setCurrentKey(hash);
      for (Question question : state.get()) {
        hold(question);
      }
    }
  }

  @Override
  public void processElement(StreamRecord<Question> element) throws Exception {
    while (questions.get() >= MOST_HELD) {
      mailbox.yield();
    }
    hold(element.getValue());
  }

  private void hold(Question question) {
    List<Question> same = held.computeIfAbsent(question.hash(), hash -> new ArrayList<>());
    same.add(question);
    count(1);
    if (same.size() == 1) {
      underWay.add(question.hash(), model.resource().submit(() -> ask(question)));
    }
  }

  private void count(int more) {
    int now = questions.addAndGet(more);
    gate.resource().changed(now - more, now, HELD_PER_REQUEST * plan.model().concurrency());
  }

  /** In a thread of the process. */
  private void ask(Question question) {
    if (underWay.isEnding()) {
      return;
    }
    try {
      ModelCaller inquirer = new ModelCaller(plan, ledger, model.resource().client());
      Outcome outcome = inquirer.ask(question);
      mailbox.execute(() -> answer(question.hash(), outcome), "answer");
    } catch (ModelException stop) {
      fail(
          new SuppressRestartsException(
              new IllegalStateException(
                  "the %s model cannot be asked: %s"
                      .formatted(plan.role().wireName(), stop.getMessage()))));
    } catch (InterruptedException | RejectedExecutionException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      // The question would wait for ever, and the job look healthy.
      fail(new IllegalStateException("asking ended with " + e, e));
      throw e;
    }
  }

  private void fail(RuntimeException failure) {
    try {
      mailbox.execute(
          () -> {
            throw failure;
          },
          "failure to ask");
    } catch (RejectedExecutionException e) {
      LOG.debug("the task had ended when asking failed", failure);
    }
  }

  private void answer(String hash, Outcome outcome) {
    List<Question> same = held.remove(hash);
    underWay.remove(hash);
    count(-same.size());
    meter.asked(outcome);
    for (Question question : same) {
      meter.ended(outcome);
      output.collect(new StreamRecord<>(QuestionResult.of(question, outcome)));
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
      underWay.end(FAREWELL);
    } finally {
      IOUtils.closeAll(gate, model, ledger, super::close);
    }
  }
}
