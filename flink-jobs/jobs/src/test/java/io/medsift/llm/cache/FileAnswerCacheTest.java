package io.medsift.llm.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.TokenUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAnswerCacheTest {
  private static final AnswerScope SCOPE = new AnswerScope("labelling", "v1", "m");
  private static final PaidAnswer REPLY =
      new PaidAnswer(
          List.of(new ChatReply.Choice("Médecine\n", "I think.", "stop")), null, 5, 2, 1_000);
  private static final PaidAnswer REFUSAL = PaidAnswer.refused("No.", new TokenUsage(5, 0), 2_000);

  @TempDir private Path directory;

  @Test
  void findsWhatEarlierProcessesStored() throws Exception {
    try (FileAnswerCache cache = FileAnswerCache.open(directory, SCOPE)) {
      assertThat(cache.find("a", 1)).isNull();
      cache.put("a", 1, REPLY);
      cache.put("a", 2, REFUSAL);
      assertThat(cache.find("a", 1)).isEqualTo(REPLY);
    }
    AnswerScope other = new AnswerScope("labelling", "v2", "m");
    try (FileAnswerCache cache = FileAnswerCache.open(directory, other)) {
      assertThat(cache.find("a", 1)).isNull();
      cache.put("b", 1, REPLY);
    }
    try (FileAnswerCache cache = FileAnswerCache.open(directory, SCOPE)) {
      assertThat(cache.find("a", 1)).isEqualTo(REPLY);
      assertThat(cache.find("a", 2)).isEqualTo(REFUSAL);
      assertThat(cache.find("b", 1)).isNull();
    }
  }

  @Test
  void aLineThatACrashCutIsRemoved() throws Exception {
    try (FileAnswerCache cache = FileAnswerCache.open(directory, SCOPE)) {
      cache.put("a", 1, REPLY);
    }
    append("{\"version\":1,\"role\":");
    try (FileAnswerCache cache = FileAnswerCache.open(directory, SCOPE)) {
      cache.put("b", 1, REFUSAL);
      assertThat(cache.find("a", 1)).isEqualTo(REPLY);
      assertThat(cache.find("b", 1)).isEqualTo(REFUSAL);
    }
    assertThat(Files.readAllLines(directory.resolve("answers.jsonl"))).hasSize(2);
  }

  @Test
  void namesALineThatIsNotAnAnswer() throws Exception {
    try (FileAnswerCache cache = FileAnswerCache.open(directory, SCOPE)) {
      cache.put("a", 1, REPLY);
    }
    append("{\"label\":\"Law\"}\n");

    assertThatThrownBy(() -> FileAnswerCache.open(directory, SCOPE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answers.jsonl line 2 is not an answer")
        .hasMessageEndingWith("fix or remove the line");
  }

  @Test
  void isForOneProcessAtATime() throws Exception {
    try (FileAnswerCache cache = FileAnswerCache.open(directory, SCOPE)) {
      assertThat(cache.find("a", 1)).isNull();
      assertThatThrownBy(() -> FileAnswerCache.open(directory, SCOPE))
          .hasMessage("process " + ProcessHandle.current().pid() + " is working in " + directory);
    }
  }

  private void append(String text) throws IOException {
    Files.write(
        directory.resolve("answers.jsonl"), text.getBytes(UTF_8), StandardOpenOption.APPEND);
  }
}
