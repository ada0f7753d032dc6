package io.medsift.judging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[[8]] | 8",
        "Good in 3 of 4 points. Rating: [[7.5]] | 7.5",
        "[[8/10]] | 8",
        "[[8]] and, again, [[8.0]] | 8",
        "{\"score\": 8} | 8",
        "{\"score\": 7.5, \"rationale\": \"x\"} | 7.5",
        "{\"strengths\": \"a\", \"score\": \"8\"} | 8",
        "{\"score\": \"8/10\"} | 8",
        "{\"Rating\": \"9 / 10\"} | 9",
        "Here it is: {\"score\": 10} | 10",
        "<think>[[2]] or {\"score\": 3}?</think> {\"score\": 4} | 4",
        "Rating: 8 | 8",
        "**Score:** 8/10 | 8",
        "The final score is 6.5. | 6.5",
        "评分：9 | 9",
        "得分为 8 分 | 8",
        "Score: 8 out of 10. | 8",
      })
  void readsWhatIsSaid(String reply, double score) {
    assertThat(ScoreReader.read(reply)).map(Judgement::score).contains(score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8",
        "I would say eight.",
        "[[11]]",
        "[[0]]",
        "[[-3]]",
        "[[8]] or rather [[9]]",
        "[[good]]",
        "{\"score\": 80}",
        "{\"score\": \"80/100\"}",
        "{\"score\": \"4/5\"}",
        "{\"score\": \"high\"}",
        "{\"score\": null}",
        "{\"score\": true}",
        "{\"score\": [8]}",
        "{\"score\": 8, \"score\": 9}",
        "{\"score\": 8, \"rating\": 9}",
        "{\"review\": {\"score\": 8}}",
        "{\"score\": 8",
        "{\"rationale\": \"I give Score: 8\"",
        "{\"a\": 1} {\"score\": 8}",
        "Rating: 8-9",
        "Rating: 8 to 9",
        "Score: 4/5",
        "Score: 80%",
        "Score: 8 out of 100",
        "Score: 3. Score: 8.",
        "Accuracy score: 120. Final score: 8",
        "Score: -8",
        "Score: 8.5.1",
        "On a scale from 1 to 10 this is a 7",
        "[[",
      })
  void guessesNothing(String reply) {
    assertThat(ScoreReader.read(reply)).isEmpty();
  }

  @Test
  void readsInsideAFence() {
    assertThat(ScoreReader.read("```json\n{\"score\": 3}\n```"))
        .map(Judgement::score)
        .contains(3.0);
  }

  @Test
  void keepsTheReasons() {
    assertThat(ScoreReader.read("{\"rationale\": \" clear \", \"score\": 8}").get().rationale())
        .isEqualTo("clear");
    assertThat(ScoreReader.read("Clear, but long. [[8]]").get().rationale())
        .isEqualTo("Clear, but long. [[8]]");
    assertThat(ScoreReader.read("{\"score\": 8}").get().rationale()).isNull();
    assertThat(ScoreReader.read("[[8]] " + "𝄞".repeat(5_000)).get().rationale())
        .hasSizeLessThan(4_001)
        .endsWith("𝄞…");
  }
}
