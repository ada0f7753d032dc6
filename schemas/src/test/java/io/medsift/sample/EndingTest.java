package io.medsift.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.sample.Generation.Ending;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "stop",
        "STOP",
        "Stop",
        "eos_token",
        "EOS",
        "end_turn",
        "stop_sequence",
        "stopped",
        "stop_token_id",
        "stop_token_ids",
        "stop-token-id(s)",
        "stop_word",
        "eos_token_ids",
        "eos_found",
        "tool_calls",
        "function_call",
        "FinishReason.STOP",
        "FINISH_REASON_STOP",
        "COMPLETE",
        "<|im_end|>",
        "<|endoftext|>",
        "",
        " ",
        "null",
        "FINISH_REASON_UNSPECIFIED"
      })
  void byItself(String name) {
    assertThat(Ending.of(name)).isEqualTo(Ending.WHOLE);
    assertThat(cut(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "length",
        "LENGTH",
        "Length",
        "max_tokens",
        "MAX_TOKENS",
        "FinishReason.MAX_TOKENS",
        "max_output_tokens",
        "max-tokens",
        "model_length",
        "model_context_window_exceeded_limit",
        "token_limit",
        "max_new_tokens",
        "context_length_exceeded"
      })
  void atALimit(String name) {
    assertThat(Ending.of(name)).isEqualTo(Ending.LIMIT);
    assertThat(cut(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abort",
        "ABORT",
        "aborted",
        "error",
        "ERROR",
        "cancelled",
        "timeout",
        "incomplete",
        "insufficient_system_resource",
        "network_error",
        "repetition",
        "pause_turn",
        "other"
      })
  void brokenOff(String name) {
    assertThat(Ending.of(name)).isEqualTo(Ending.BROKEN_OFF);
    assertThat(cut(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"content_filter", "CONTENT_FILTER", "SAFETY", "recitation", "sensitive"})
  void withheld(String name) {
    assertThat(Ending.of(name)).isEqualTo(Ending.WITHHELD);
    assertThat(cut(name)).isTrue();
  }

  private static boolean cut(String finishReason) {
    return new Generation(null, null, null, null, null, null, null, finishReason, null, null, null)
        .cut();
  }
}
