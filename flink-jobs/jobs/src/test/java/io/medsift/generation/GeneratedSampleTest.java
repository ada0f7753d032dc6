package io.medsift.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.codec.SampleDocument;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.prompt.GenerationPrompts;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.recipe.AskedModel;
import io.medsift.sample.Sample;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedSampleTest {
  private static final AskedModel MODEL =
      new AskedModel(
          "http://localhost/v1", "m", 0.6, 0.95, 64, null, 60, 4, null, null, 0, 0, "KEY");
  private static final String PROMPT =
      """
      {"id": "q", "source": "s", "track": "t", "prompt": "Why?", "own": [1.50],
       "response": "an older one", "annotations": {"judge": {"score": 3}}}
      """;

  private final GenerationPrompts form = GenerationPrompts.shipped();
  private final ResponseRequests responses = new ResponseRequests(MODEL, form);
  private final GeneratedSample samples = new GeneratedSample(MODEL, form, 8);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          null | b                     | stop   | null | b             | false
          a    | b                     | stop   | a    | b             | false
          null | <think>a</think>b     | stop   | a    | b             | false
          null | a</think>b            | stop   | a    | b             | false
          null | <think>a</think>b     | length | a    | b             | true
          null | <think>a              | length | null | '<think>\na' | true
          null | <think>a              | stop   | null | '<think>\na' | true
          a    | ''                    | length | null | '<think>\na' | true
          null | ''                    | length | null | '<think>\n'  | true
          null | <think>a</think>      | stop   | null | '<think>\na' | true
          null | b                     | null   | null | b             | false
          """)
  void keepsTraceAndAnswerApartAndMarksWhatWasCut(
      String reasoning,
      String text,
      String finish,
      String trace,
      String response,
      boolean truncated)
      throws Exception {
    GeneratedSample.Row row = sample(new ChatReply.Choice(text, reasoning, finish));
    Sample sample = new SampleParser(SampleLimits.DEFAULT).parse(row.json());

    assertThat(row.truncated()).isEqualTo(truncated);
    assertThat(sample.reasoning()).isEqualTo(trace);
    assertThat(sample.response()).isEqualTo(response.replace("\\n", "\n"));
    assertThat(sample.generation().truncated()).isEqualTo(truncated);
    assertThat(sample.generation().finishReason()).isEqualTo(finish);
  }

  @Test
  void keepsThePromptsFieldsButNotWhatIsOfAnotherResponse() throws Exception {
    GeneratedSample.Row row = sample(new ChatReply.Choice("b", null, "stop"));
    JsonNode json = SampleDocument.read(row.json());

    assertThat(row.id()).isEqualTo("q-3");
    assertThat(json.get("own").toString()).isEqualTo("[1.50]");
    assertThat(json.has("annotations")).isFalse();
    assertThat(json.get("response").asText()).isEqualTo("b");
    assertThat(json.at("/generation/prompt_id").asText()).isEqualTo("q");
    assertThat(json.at("/generation/top_p").asDouble()).isEqualTo(0.95);
    assertThat(json.at("/generation/responses").asInt()).isEqualTo(8);
    assertThat(json.at("/generation/completion_tokens").asLong()).isEqualTo(7);
  }

  @Test
  void asksForEachResponseWithItsOwnSeed() throws Exception {
    Set<Long> seeds = new HashSet<>();
    for (int index = 0; index < 10; index++) {
      ChatRequest request = responses.request(prompt(), index);
      assertThat(request.sampling().temperature()).isEqualTo(0.6);
      assertThat(request.sampling().topP()).isEqualTo(0.95);
      assertThat(request.sampling().seed()).isEqualTo(responses.seed(prompt(), index));
      seeds.add(request.sampling().seed());
    }
    assertThat(seeds).hasSize(10);
  }

  private GeneratedSample.Row sample(ChatReply.Choice choice) throws Exception {
    LogRecord record = new LogRecord(0, 5, 1, null, PROMPT.getBytes(UTF_8), Map.of(), false);
    PaidAnswer answer = new PaidAnswer(List.of(choice), null, 4, 7, 0);
    return samples.of(
        prompt(), new QuestionResult(record, 3, new byte[0], answer, null, null, 4, 7, "hash"));
  }

  private static Sample prompt() throws Exception {
    return new SampleParser(SampleLimits.DEFAULT).parse(PROMPT.getBytes(UTF_8));
  }
}
