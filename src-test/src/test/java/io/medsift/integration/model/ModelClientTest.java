package io.medsift.integration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.llm.client.ApiKey;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.client.FailureKind;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.ModelException;
import io.medsift.llm.client.ModelSettings;
import io.medsift.llm.client.OpenAiEndpoint;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.llm.client.TokenUsage;
import io.medsift.testkit.endpoint.ChatCall;
import io.medsift.testkit.endpoint.FakeEndpoint;
import io.medsift.testkit.endpoint.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ModelClientTest {
  private static final String SECRET = "sk-not-to-be-seen-0123456789";
  private static final ApiKey KEY = ApiKey.from(Map.of("A_KEY", SECRET), "A_KEY");
  private static final RetryPolicy QUICK =
      new RetryPolicy(4, Duration.ofSeconds(20), Duration.ofMillis(5), Duration.ofMillis(20));

  private final List<String> retries = new ArrayList<>();
  private FakeEndpoint server;

  @BeforeEach
  void start() throws IOException {
    server = FakeEndpoint.start(call -> "an answer to " + call.content());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void asksAsSettingsAndRequestSay() throws Exception {
    ChatReply reply = ask(request("a question", schema()));

    assertThat(reply.text()).isEqualTo("an answer to a question");
    assertThat(reply.complete()).isTrue();
    assertThat(reply.usage()).isEqualTo(new TokenUsage(2, 5));
    ChatCall call = server.calls().get(0);
    assertThat(call.authorization()).isEqualTo("Bearer " + SECRET);
    assertThat(call.body().path("model").asText()).isEqualTo("test-model");
    assertThat(call.body().path("temperature").asDouble(-1)).isZero();
    assertThat(call.body().path("max_tokens").asInt()).isEqualTo(64);
    assertThat(call.body().path("seed").asInt()).isEqualTo(7);
    assertThat(call.body().at("/response_format/json_schema/schema/type").asText())
        .isEqualTo("object");
    assertThat(call.body().at("/response_format/json_schema/strict").asBoolean()).isTrue();
  }

  @Test
  void aReplyThatIsFarTooLongIsNotReadToItsEnd() {
    String beginning = "{\"choices\": [{\"message\": {\"content\": \"";
    server.script(new Fault.Body(beginning + "x".repeat(3 << 20)));
    assertThatThrownBy(() -> ask(request("a", null)))
        .isInstanceOf(ModelException.class)
        .hasMessage("the reply is longer than the limit of 2,097,152 bytes");
    assertThat(server.asked()).containsExactlyEntriesOf(Map.of("a", 1));
  }

  @Test
  void whatPassesIsTriedAgain() throws Exception {
    server.script(
        Fault.rateLimit("0.2"),
        Fault.rateLimit(),
        Fault.status(500, "out of memory"),
        new Fault.ResetInBody(),
        new Fault.HalfJson());

    assertThat(ask(request("a", null)).text()).isEqualTo("an answer to a");
    assertThat(server.asked()).containsExactlyEntriesOf(Map.of("a", 6));
    assertThat(server.charged()).containsExactlyEntriesOf(Map.of("a", 1));
  }

  @Test
  void anErrorWithoutABodyIsTriedAgain() throws Exception {
    server.script(new Fault.Bare(502), new Fault.Bare(429));

    assertThat(ask(request("a", null)).text()).isEqualTo("an answer to a");
    assertThat(retries)
        .extracting(line -> line.split(" ", 2)[0])
        .containsExactly("SERVER_ERROR", "RATE_LIMITED");
  }

  @Test
  void hangsDripsAndSilentClosesEndInTime() throws Exception {
    server.script(
        new Fault.Hang(), new Fault.SlowDrip(Duration.ofMillis(50)), new Fault.NoAnswer());

    assertThat(ask(request("a", null)).text()).isEqualTo("an answer to a");
    assertThat(retries)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("TIMEOUT no complete reply within 1500 ms"),
            second -> assertThat(second).isEqualTo("TIMEOUT no complete reply within 1500 ms"),
            third -> assertThat(third).startsWith("CONNECTION the connection failed"));
    assertThat(server.asked()).containsExactlyEntriesOf(Map.of("a", 4));
  }

  @Test
  void brokenAndEmptyRepliesAreTriedAgain() throws Exception {
    server.script(
        new Fault.Body("{\"choices\": oops"), new Fault.Body("{}"), new Fault.EmptyChoices());

    assertThat(ask(request("a", null)).text()).isEqualTo("an answer to a");
    assertThat(retries)
        .extracting(line -> line.split(" ", 2)[0])
        .containsExactly("BROKEN_REPLY", "BROKEN_REPLY", "EMPTY_REPLY");
  }

  @Test
  void nothingIsTriedForEver() {
    server.faultsBy(call -> Fault.status(503, "down"));

    ModelException failure =
        catchThrowableOfType(ModelException.class, () -> ask(request("a", null)));
    assertThat(failure.kind()).isEqualTo(FailureKind.SERVER_ERROR);
    assertThat(failure).hasMessage("the endpoint answered 503: down (after 4 attempts)");
    assertThat(server.calls()).hasSize(4);
  }

  @Test
  void aRateLimitEndsWithTheBudget() {
    server.faultsBy(call -> Fault.rateLimit("30"));

    ModelException failure =
        catchThrowableOfType(ModelException.class, () -> ask(request("a", null)));
    assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void anEndpointThatRepliesToNobodyIsGivenUpAfterTheOutageOfThePolicy() {
    server.faultsBy(call -> Fault.status(503, "down"));
    RetryPolicy policy =
        new RetryPolicy(
            8,
            Duration.ofMinutes(5),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            30,
            Duration.ofMillis(100));

    ModelException failure =
        catchThrowableOfType(ModelException.class, () -> client(policy).ask(request("a", null)));
    assertThat(failure.kind()).isEqualTo(FailureKind.OUTAGE);
    assertThat(failure.kind().remedy()).isEqualTo(FailureKind.Remedy.STOP);
    assertThat(failure)
        .hasMessageMatching(
            "no request got a reply for \\d+ s; the last failure: the endpoint answered 503: down");
    assertThat(server.calls()).hasSizeGreaterThan(1);
  }

  /** Else a job that is started again would end at it again. */
  @Test
  void theLastRequestIsGivenUpByItselfWhereOthersGotReplies() throws Exception {
    server.faultsBy(call -> call.content().equals("bad") ? Fault.status(503, "down") : null);
    ModelClient client =
        client(
            new RetryPolicy(
                3,
                Duration.ofMinutes(5),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                30,
                Duration.ofMillis(1)));
    client.ask(request("good", null));

    ModelException failure =
        catchThrowableOfType(ModelException.class, () -> client.ask(request("bad", null)));
    assertThat(failure.kind()).isNotEqualTo(FailureKind.OUTAGE);
    assertThat(failure.kind().remedy()).isNotEqualTo(FailureKind.Remedy.STOP);
    assertThat(server.calls()).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void noEndpointMakesEveryoneWaitForHours() throws Exception {
    server.faultsBy(call -> Fault.rateLimit("7200"));
    ModelClient client = client(RetryPolicy.PATIENT);
    Thread asking =
        new Thread(
            () -> {
              try {
                client.ask(request("a", null));
              } catch (ModelException | InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    asking.start();
    while (client.coolDownLeft().isZero()) {
      Thread.sleep(5);
    }
    assertThat(client.coolDownLeft()).isLessThanOrEqualTo(RetryPolicy.MAX_RETRY_AFTER);
    asking.interrupt();
    asking.join();
  }

  private ModelClient client(RetryPolicy policy) {
    return new ModelClient(new OpenAiEndpoint(settings(), KEY), policy, 1, failure -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORISED, Incorrect key",
    "403, UNAUTHORISED, Not for you",
    "404, NOT_FOUND, No such model",
    "400, BAD_REQUEST, The prompt is too long",
    "422, BAD_REQUEST, Field required",
  })
  void whatDoesNotPassIsReportedAtOnceInTheEndpointsWords(
      int status, FailureKind kind, String words) {
    server.faultsBy(call -> Fault.status(status, words));

    ModelException failure =
        catchThrowableOfType(ModelException.class, () -> ask(request("a", null)));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage("the endpoint answered " + status + ": " + words);
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void refusalsFiltersAndSpentQuotasAreReportedAtOnce() {
    server.script(
        new Fault.Refusal("I cannot help with that."),
        new Fault.ContentFilter(),
        new Fault.Status(400, "Filtered", "content_filter", null),
        new Fault.Status(429, "You have no credit left", "insufficient_quota", null));

    assertThat(failureOf("a"))
        .hasMessage("the model refused: I cannot help with that.")
        .returns(FailureKind.REFUSED, ModelException::kind)
        .returns(1L, failure -> failure.usage().prompt());
    assertThat(failureOf("b").kind()).isEqualTo(FailureKind.CONTENT_FILTERED);
    assertThat(failureOf("c").kind()).isEqualTo(FailureKind.CONTENT_FILTERED);
    assertThat(failureOf("d").kind()).isEqualTo(FailureKind.QUOTA_SPENT);
    assertThat(server.calls()).hasSize(4);
  }

  @Test
  void anEndpointThatTakesNoSchemaIsAskedWithout() throws Exception {
    server.faultsBy(
        call -> call.hasSchema() ? Fault.status(400, "response_format is not supported") : null);

    try (ModelClient client = client(1)) {
      client.ask(request("a", schema()));
      client.ask(request("b", schema()));
    }
    assertThat(server.calls()).extracting(ChatCall::hasSchema).containsExactly(true, false, false);
  }

  @Test
  void anEndpointThatKnowsTheNewerLimitOnlyIsToldThat() throws Exception {
    server.faultsBy(
        call ->
            call.body().has("max_tokens")
                ? Fault.status(400, "Unsupported: 'max_tokens'. Use 'max_completion_tokens'.")
                : null);

    assertThat(ask(request("a", null)).text()).isEqualTo("an answer to a");
    assertThat(server.calls().get(1).body().path("max_completion_tokens").asInt()).isEqualTo(64);
  }

  @Test
  void aRateLimitMakesEveryoneWait() throws Exception {
    Queue<Duration> left = new ConcurrentLinkedQueue<>();
    try (ModelClient client = client(9)) {
      server.faultsBy(
          call -> {
            left.add(client.coolDownLeft());
            return left.size() == 1 ? Fault.rateLimit("1") : null;
          });
      Future<ChatReply> limited = inParallel(client, 1).get(0);
      while (client.coolDownLeft().isZero() && !limited.isDone()) {
        Thread.onSpinWait();
      }
      List<Future<ChatReply>> others = inParallel(client, 8);
      for (Future<ChatReply> reply : others) {
        reply.get();
      }
      limited.get();
    }
    assertThat(left).as("what was left of the wait as a call came").hasSize(10);
    assertThat(left).containsOnly(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          `"length"`, true
          `"LENGTH"`, true
          `"max_tokens"`, true
          `"MAX_TOKENS"`, true
          `"abort"`, true
          `"error"`, true
          `"insufficient_system_resource"`, true
          `{"type": "length", "length": 64}`, true
          `"stop"`, false
          `"eos_token"`, false
          `"end_turn"`, false
          `{"type": "stop", "matched": 2}`, false
          `null`, false
          """)
  void aReplyIsCutByWhateverNameTheServerGivesIt(String finish, boolean cut) throws Exception {
    server.script(body("\"content\": \"It shifts.\"", finish, "{}"));
    ChatReply reply = ask(request("a", null));
    assertThat(reply.text()).isEqualTo("It shifts.");
    assertThat(reply.complete()).isEqualTo(!cut);
  }

  @Test
  void anEmptyReplyThatWasBrokenOffIsAskedForAgain() throws Exception {
    server.script(body("\"content\": \"\"", "\"abort\"", "{}"));
    assertThat(ask(request("a", null)).text()).isEqualTo("an answer to a");
    server.script(body("\"content\": \"\"", "\"max_tokens\"", "{}"));
    assertThat(ask(request("b", null)).text()).isEmpty();
    server.script(body("\"content\": \"x\"", "\"SAFETY\"", "{}"));
    assertThat(failureOf("c").kind()).isEqualTo(FailureKind.CONTENT_FILTERED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '`',
      textBlock =
          """
          "content": "It shifts.", "reasoning_content": "TRACE"
          "content": "It shifts.", "reasoning": "TRACE"
          "content": "It shifts.", "thinking": "TRACE"
          "content": "It shifts.", "reasoning": [{"type": "text", "text": "TRACE"}]
          "reasoning": "TRACE", "content": [{"type": "text", "text": "It shifts."}]
          "reasoning": "TRACE", "content": ["It shifts."]
          "reasoning": "TRACE", "content": [{"type": "output_text", "text": "It shifts.", "annotations": []}]
          "content": [{"type": "thinking", "thinking": "TRACE"}, {"type": "text", "text": "It shifts."}]
          "content": [{"type": "thinking", "thinking": [{"type": "text", "text": "TRACE"}]}, {"type": "text", "text": "It shifts."}]
          "content": [{"type": "reasoning", "text": "TRACE"}, {"text": "It shifts."}]
          "content": [{"type": "reasoning", "summary": [{"type": "summary_text", "text": "TRACE"}]}, {"type": "text", "text": "It shifts."}]
          "content": "<|channel|>analysis<|message|>TRACE<|end|><|start|>assistant<|channel|>final<|message|>It shifts.<|return|>"
          "content": "<|channel|>final<|message|>It shifts.", "reasoning_content": "TRACE"
          """)
  void readsWhatTheModelSaidInWhateverForm(String message) throws Exception {
    server.script(body(message, "\"stop\"", "{}"));
    assertThat(ask(request("a", null)).first())
        .isEqualTo(new ChatReply.Choice("It shifts.", "TRACE", "stop"));
  }

  @Test
  void contentThatIsNoTextIsAskedForAgain() throws Exception {
    server.script(
        body("\"content\": [{\"type\": \"image_url\", \"image_url\": {}}]", "\"stop\"", "{}"),
        body("\"content\": 5", "\"stop\"", "{}"),
        body("\"content\": \"<|channel|>analysis<|message|>TRACE\"", "\"stop\"", "{}"));
    assertThat(ask(request("a", null)).text()).isEqualTo("an answer to a");
    assertThat(retries).hasSize(3);
    assertThat(retries.get(0))
        .isEqualTo("BROKEN_REPLY the content of the message must be text or a list of text parts");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          `{"prompt_tokens": -1, "completion_tokens": 5}`, 0, 0
          `{"prompt_tokens": 7, "completion_tokens": -5}`, 0, 0
          `{"prompt_tokens": 7, "completion_tokens": 9223372036854775807}`, 0, 0
          `{"prompt_tokens": 7, "completion_tokens": null}`, 7, 0
          `{"prompt_tokens": "many", "completion_tokens": 5}`, 0, 5
          `"none"`, 0, 0
          `null`, 0, 0
          `[]`, 0, 0
          `{"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": -1}`, 7, 5
          """)
  void keepsTheAnswerWhateverTheCounts(String usage, long prompt, long completion)
      throws Exception {
    server.script(body("\"content\": \"It shifts.\"", "\"stop\"", usage));
    ChatReply reply = ask(request("a", null));
    assertThat(reply.text()).isEqualTo("It shifts.");
    assertThat(reply.usage()).isEqualTo(new TokenUsage(prompt, completion));
  }

  private static Fault body(String message, String finish, String usage) {
    return new Fault.Body(
        """
        {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "usage": %s,
         "choices": [{"index": 0, "message": {"role": "assistant", %s}, "finish_reason": %s}]}\
        """
            .formatted(usage, message, finish));
  }

  @Test
  void noMoreAreUnderWayThanAllowed() throws Exception {
    server.latency(Duration.ofMillis(30));
    try (ModelClient client = client(3)) {
      for (Future<ChatReply> reply : inParallel(client, 20)) {
        reply.get();
      }
      assertThat(client.meter().replies()).isEqualTo(20);
      assertThat(client.meter().usage().prompt()).isEqualTo(20);
    }
    assertThat(server.mostInFlight()).isEqualTo(3);
  }

  @Test
  void theKeyIsInNoText() {
    server.faultsBy(call -> Fault.status(401, "Incorrect key provided: " + SECRET + "."));

    ModelException failure = failureOf("a");
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).contains("provided: [key].").doesNotContain(SECRET);
    assertThat(KEY + " " + settings()).doesNotContain(SECRET);
    assertThatThrownBy(() -> ApiKey.from(Map.of("A_KEY", "two words"), "A_KEY"))
        .hasMessageContaining("A_KEY")
        .hasMessageNotContaining("two words");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://host/v1, must be http or https",
    "http:///v1, must be http or https",
    "http://user:password@host/v1, keys come from the environment",
  })
  void refusesAddressesThatAreNoEndpoint(String url, String words) {
    assertThatThrownBy(
            () ->
                new ModelSettings(
                    URI.create(url),
                    "m",
                    0.0,
                    1,
                    null,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)))
        .hasMessageContaining(words)
        .hasMessageNotContaining("password@");
  }

  private ModelException failureOf(String question) {
    return catchThrowableOfType(ModelException.class, () -> ask(request(question, null)));
  }

  private ChatReply ask(ChatRequest request) throws ModelException, InterruptedException {
    try (ModelClient client = client(4)) {
      return client.ask(request);
    }
  }

  private static List<Future<ChatReply>> inParallel(ModelClient client, int requests) {
    ExecutorService threads = Executors.newFixedThreadPool(requests);
    List<Future<ChatReply>> replies = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      String question = "question-" + i;
      replies.add(threads.submit(() -> client.ask(request(question, null))));
    }
    threads.shutdown();
    return replies;
  }

  private ModelClient client(int concurrency) {
    return new ModelClient(
        new OpenAiEndpoint(settings(), KEY),
        QUICK,
        concurrency,
        failure -> retries.add(failure.kind() + " " + failure.getMessage()));
  }

  private ModelSettings settings() {
    return new ModelSettings(
        server.baseUrl(),
        "test-model",
        0.0,
        64,
        7L,
        Duration.ofSeconds(2),
        Duration.ofMillis(1_500));
  }

  private static ChatRequest request(String question, ChatRequest.Schema schema) {
    return new ChatRequest(List.of(ChatRequest.Message.user(question)), schema);
  }

  private static ChatRequest.Schema schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    return new ChatRequest.Schema("reply", schema);
  }
}
