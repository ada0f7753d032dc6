package io.medsift.labelling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.medsift.llm.client.ApiKey;
import io.medsift.llm.client.ModelClient;
import io.medsift.llm.client.ModelSettings;
import io.medsift.llm.client.OpenAiEndpoint;
import io.medsift.llm.client.RetryPolicy;
import io.medsift.llm.prompt.LabelPrompt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointVoterTest {
  private static final int MAX_FAILURES_IN_A_ROW = 20;
  private static final String UNREADABLE =
      """
      {"id": "1", "object": "chat.completion", "created": 1, "model": "m",
       "choices": [{"index": 0, "finish_reason": "stop",
                    "message": {"role": "assistant", "content": "Poetry"}}],
       "usage": {"prompt_tokens": 5, "completion_tokens": 1, "total_tokens": 6}}
      """;
  private static final String REJECTED = "{\"error\": {\"message\": \"rejected\"}}";

  @TempDir private Path answers;
  private HttpServer server;
  private volatile boolean repliesOnce;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::reply);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aReplyInBetweenEndsARowOfFailures() throws Exception {
    try (EndpointVoter voter = voter()) {
      failAllButOne(voter);
      repliesOnce = true;
      for (int i = 0; i < MAX_FAILURES_IN_A_ROW; i++) {
        assertThat(voter.vote("replied " + i)).isNull();
      }
      repliesOnce = false;
      failAllButOne(voter);

      assertThatThrownBy(() -> voter.vote("the last"))
          .isInstanceOf(Voter.LabellingException.class)
          .hasMessageContaining("20 prompts in a row got no answer");
    }
  }

  private static void failAllButOne(EndpointVoter voter) throws Exception {
    for (int i = 1; i < MAX_FAILURES_IN_A_ROW; i++) {
      assertThat(voter.vote("failed " + i)).isNull();
    }
  }

  /** Rejects follow-ups, and first requests unless each is to get one reply. */
  private void reply(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean replies = repliesOnce && !request.contains("That is not one of the labels");
    byte[] body = (replies ? UNREADABLE : REJECTED).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(replies ? 200 : 400, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private EndpointVoter voter() throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    Duration timeout = Duration.ofMinutes(2);
    ModelSettings settings = new ModelSettings(url, "m", null, 10, null, timeout, timeout);
    ModelClient client =
        new ModelClient(
            new OpenAiEndpoint(settings, ApiKey.fromEnvironment("A_VARIABLE_THAT_IS_NOT_SET")),
            RetryPolicy.DEFAULT,
            1,
            failure -> {});
    return new EndpointVoter("m", LabelSet.shipped(), LabelPrompt.shipped(), client, answers);
  }
}
