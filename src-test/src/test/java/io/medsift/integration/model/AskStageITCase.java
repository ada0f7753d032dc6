package io.medsift.integration.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.Testbed;
import io.medsift.cli.job.ClusterJob;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.CacheTopic;
import io.medsift.llm.cache.ReplyCheck;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.llm.stage.AskStage;
import io.medsift.llm.stage.FlowControl;
import io.medsift.llm.stage.Question;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Fault;
import io.medsift.testkit.endpoint.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(1_200)
class AskStageITCase {
  private static final ReplyCheck NUMBERS =
      reply -> reply.text().matches("\\d+") ? null : "Reply with a number.";

  private static final int CONCURRENCY = 4;

  private static EmbeddedBroker broker;
  private static EmbeddedCluster cluster;

  private FakeEndpoint server;
  private CacheTopic ledger;

  @BeforeAll
  static void startCluster() throws Exception {
    broker = Testbed.broker();
    cluster = Testbed.cluster();
  }

  @BeforeEach
  void start() throws Exception {
    server = FakeEndpoint.start(call -> "7");
    ledger =
        new CacheTopic(
            KafkaConnection.plain(broker.bootstrapServers()), Testbed.name("ask-ledger"));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void asksEachQuestionOnceAndNeverAgain() throws Exception {
    List<Question> questions = questions(40);
    List<Question> twice = new ArrayList<>(questions);
    twice.addAll(questions);

    List<QuestionResult> first = ask(twice, 3);
    assertThat(first).hasSize(80).allMatch(answered -> answered.failure() == null);
    assertThat(first).allMatch(answered -> answered.answer().reply().text().equals("7"));
    assertThat(server.asked()).hasSize(40).containsValues(1).doesNotContainValue(2);

    List<QuestionResult> second = ask(twice, 3);
    assertThat(second).hasSize(80).allMatch(answered -> answered.promptTokens() == 2);
    assertThat(server.calls()).hasSize(40);
  }

  @Test
  void asksAgainWhatCannotBeReadAndThenGivesUp() throws Exception {
    stop();
    server = FakeEndpoint.start(call -> call.content().equals("question 1") ? "seven" : "7");
    List<QuestionResult> answered = ask(questions(2), 3);
    assertThat(answered).allMatch(each -> each.failure() == null);
    assertThat(server.calls()).hasSize(3);
    assertThat(server.calls()).anyMatch(call -> call.body().path("messages").size() == 3);

    stop();
    server = FakeEndpoint.start(call -> "seven");
    List<QuestionResult> refused = ask(questions(3), 2);
    assertThat(refused)
        .filteredOn(each -> each.failure() != null)
        .extracting(QuestionResult::failure)
        .containsExactly(
            "the judge model test-model gave no reply that can be parsed in 2 attempts; the last"
                + " was 'seven'");
  }

  @Test
  void whatAProviderDoesToARequestSlowsOrEndsThatRequest() throws Exception {
    server.script(
        Fault.rateLimit("0.2"),
        Fault.rateLimit(),
        Fault.status(500, "out of memory"),
        new Fault.ResetInBody(),
        new Fault.HalfJson(),
        new Fault.EmptyChoices(),
        new Fault.SlowDrip(Duration.ofMillis(40)),
        new Fault.Hang());
    server.faultsBy(
        call ->
            switch (call.content()) {
              case "question 1" -> new Fault.Refusal("I would rather not.");
              case "question 2" -> Fault.status(400, "The prompt is too long");
              case "question 3" -> new Fault.ContentFilter();
              default -> null;
            });

    List<QuestionResult> answered = ask(questions(12), 3);
    assertThat(answered).hasSize(12);
    assertThat(answered)
        .filteredOn(each -> each.failure() != null)
        .extracting(each -> each.failure().replaceAll(" \\(after \\d attempts\\)", ""))
        .containsExactlyInAnyOrder(
            "the judge model test-model gave no answer: the model refused: I would rather not.",
            "the judge model test-model gave no answer: the endpoint answered 400: The prompt is"
                + " too long",
            "the judge model test-model gave no answer: the content filter of the endpoint withheld"
                + " the reply");
    assertThat(server.charged().values()).containsOnly(1);
  }

  @Test
  void aDeadEndpointSlowsTheJobAndFailsNothing() throws Exception {
    server.script(
        IntStream.range(0, 12).mapToObj(i -> Fault.status(503, "down")).toArray(Fault[]::new));
    List<QuestionResult> answered = ask(questions(12), 3);
    assertThat(answered).hasSize(12).allMatch(each -> each.failure() == null);
    assertThat(server.calls()).hasSize(24);
  }

  @Test
  void aWrongKeyStopsTheJobWithTheEndpointsWords() throws Exception {
    server.faultsBy(call -> Fault.status(401, "Incorrect key"));
    JobResult ended = run(questions(5), 3);
    Throwable failure =
        ended.getSerializedThrowable().get().deserializeError(getClass().getClassLoader());
    assertThat(ClusterJob.rootMessage(failure))
        .isEqualTo("the judge model cannot be called: the endpoint answered 401: Incorrect key");
    assertThat(server.calls().size()).isLessThanOrEqualTo(5);
  }

  @Test
  void keepsReasoningAndTheReasonForTheEnd() throws Exception {
    stop();
    server = FakeEndpoint.saying(call -> new Said("7", "I count.", "length"));
    List<QuestionResult> answered = ask(questions(1), 1);
    List<QuestionResult> again = ask(questions(1), 1);
    assertThat(again.get(0).answer()).isEqualTo(answered.get(0).answer());
    assertThat(again.get(0).answer().reply().first())
        .returns("I count.", choice -> choice.reasoning())
        .returns("length", choice -> choice.finishReason())
        .returns(false, choice -> choice.complete());
    assertThat(server.calls()).hasSize(1);
  }

  /** With more questions than are taken, and with fewer, so that the input ends meanwhile. */
  @ParameterizedTest
  @ValueSource(ints = {400, CONCURRENCY + 1})
  void aModelThatDoesNotAnswerHoldsUpNoCheckpoint(int all) throws Exception {
    stop();
    CountDownLatch answering = new CountDownLatch(1);
    server =
        FakeEndpoint.start(
            call -> {
              awaitUninterruptibly(answering);
              return "7";
            });
    Collected.ANSWERS.clear();
    Posed.CHECKPOINTS.set(0);
    Posed.READ.set(0);
    StreamExecutionEnvironment environment = cluster.environment(2);
    environment.enableCheckpointing(300);
    FlowControl flow = FlowControl.create();
    DataStream<Question> source =
        environment
            .fromSource(
                flow.limit(new NumberSequenceSource(1, all), Types.LONG),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .map(new Posed(), TypeInformation.of(Question.class))
            .uid("pose");
    JobID job = submit(environment, source, flow, 1);
    try {
      await(() -> server.calls().size() == CONCURRENCY);
      Posed.CHECKPOINTS.set(0);
      await(() -> Posed.CHECKPOINTS.get() > 3 * environment.getParallelism());
      assertThat(Posed.READ.get()).isBetween(CONCURRENCY, Math.min(all, 200));
      assertThat(Collected.ANSWERS).isEmpty();
    } finally {
      answering.countDown();
    }
    assertThat(cluster.result(job).get(10, TimeUnit.MINUTES).isSuccess()).isTrue();
    assertThat(Collected.ANSWERS).hasSize(all);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Makes long questions of numbers, so that no channel holds many. */
  private static final class Posed implements MapFunction<Long, Question>, CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger READ = new AtomicInteger();
    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();
    private static final int LENGTH = 50_000;

    @Override
    public Question map(Long number) {
      READ.incrementAndGet();
      return question(number.intValue(), new byte[LENGTH]);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      CHECKPOINTS.incrementAndGet();
    }
  }

  private List<QuestionResult> ask(List<Question> questions, int attempts) throws Exception {
    Collected.ANSWERS.clear();
    JobResult ended = run(questions, attempts);
    assertThat(ended.isSuccess()).as("%s", ended.getSerializedThrowable()).isTrue();
    return List.copyOf(Collected.ANSWERS);
  }

  private JobResult run(List<Question> questions, int attempts) throws Exception {
    StreamExecutionEnvironment environment = cluster.environment(2);
    DataStream<Question> source =
        environment
            .fromData(TypeInformation.of(Question.class), questions.toArray(Question[]::new))
            .uid("questions");
    JobID job = submit(environment, source, FlowControl.create(), attempts);
    return cluster.result(job).get(10, TimeUnit.MINUTES);
  }

  private JobID submit(
      StreamExecutionEnvironment environment,
      DataStream<Question> source,
      FlowControl flow,
      int attempts)
      throws Exception {
    stage(attempts)
        .ask(source, flow, "ask")
        .map(new Collected(), TypeInformation.of(QuestionResult.class))
        .uid("collect")
        .sinkTo(new DiscardingSink<>())
        .uid("end");
    return cluster.submit(environment, "ask");
  }

  private static final class Collected implements MapFunction<QuestionResult, QuestionResult> {
    private static final long serialVersionUID = 1L;
    private static final Queue<QuestionResult> ANSWERS = new ConcurrentLinkedQueue<>();

    @Override
    public QuestionResult map(QuestionResult answered) {
      ANSWERS.add(answered);
      return answered;
    }
  }

  private AskStage stage(int attempts) {
    AskedModel model =
        new AskedModel(
            server.baseUrl().toString(),
            "test-model",
            0.0,
            null,
            64,
            null,
            1,
            CONCURRENCY,
            null,
            null,
            1,
            2,
            "NO_SUCH_KEY");
    return new AskStage(
        ModelRole.JUDGE, model, "test-1", attempts, RetryPolicy.UNLIMITED, NUMBERS, ledger);
  }

  private static List<Question> questions(int count) {
    return IntStream.range(0, count).mapToObj(number -> question(number, null)).toList();
  }

  private static Question question(int number, byte[] notes) {
    return Question.of(
        new LogRecord(0, number, 0, null, ("record " + number).getBytes(UTF_8), Map.of(), false),
        0,
        notes,
        new ChatRequest(
            List.of(ChatRequest.Message.user("question " + number)),
            null,
            new ChatRequest.Sampling(0.0, null, 64, null, null)));
  }
}
