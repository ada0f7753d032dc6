package io.medsift.llm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireRequestTest {

  @Test
  void isWhatWouldBeSentWithoutTheKey() throws IOException {
    ModelSettings settings =
        new ModelSettings(
            URI.create("https://models.example.org/v1"),
            "qwen3",
            0.6,
            100,
            7L,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    WireRequest request =
        WireRequest.of(settings, new ChatRequest(List.of(ChatRequest.Message.user("Why?")), null));

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.url()).hasToString("https://models.example.org/v1/chat/completions");
    assertThat(request.body())
        .contains("\"model\":\"qwen3\"", "\"content\":\"Why?\"", "\"seed\":7")
        .contains("\"temperature\":0.6", "\"max_tokens\":100");
    assertThat(request.headers())
        .containsEntry("Content-type", List.of("application/json"))
        .containsEntry("Host", List.of("models.example.org"))
        .doesNotContainKey("Authorization");
  }
}
