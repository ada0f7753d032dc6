package io.medsift.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
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
        "Score: 8 (on a scale of 1-10) | 8",
        "Score: 8 on a 10-point scale | 8",
        "Score: 8.0/10.0 | 8",
        "Rating: 8 stars out of 10 | 8",
        "Score: 8\u202F/\u202F10 | 8",
        "Muscle strength on a scale of 0 to 5 is missing. Score: 8 | 8",
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
        "{'score': 8} | 8",
        "{'rationale': 'Clear.', 'score': 7.5} | 7.5",
        "{'rationale': \"It's clear.\", 'score': '8/10'} | 8",
        "{\"score\": 8,} | 8",
        "{\"rationale\": \"uses \\frac{1}{2} and \\(x\\)\", \"score\": 8} | 8",
        "{\"rationale\": \"writes {name: x}\", \"score\": 8} | 8",
        "The response writes {name}. Score: 8 | 8",
        "It computes \\frac{1}{2}. Rating: 9/10 | 9",
        "A template with ${x} and {{y}}. [[8]] | 8",
        "Overall score (1-10): 8 | 8",
        "Score (out of 10): 8 | 8",
        "**Score (1 to 10):** 8.5 | 8.5",
        "**Score:** 8/10 | 8",
        "The final score is 6.5. | 6.5",
        "评分：9 | 9",
        "評分：9 | 9",
        "分數為 8 分 | 8",
        "最終得分是 7/10 | 7",
        "<score>8</score> | 8",
        "Good. <Rating> 7.5/10 </Rating> | 7.5",
        "<score>8</score> and, again, Score: 8 | 8",
        "Score: \\boxed{8} | 8",
        "The final rating is $\\boxed{8/10}$. | 8",
        "Score: $8$ | 8",
        "Score: \\(8\\) | 8",
        "Score: **8**/10 | 8",
        "It ends with \\boxed{3}. Score: 8 | 8",
        "{'score': 8, 'correct': True, 'error': None} | 8",
        "{'flags': [True, False], 'score': '8/10'} | 8",
        "```python\n{'score': 7, 'safe':False}\n``` | 7",
        "得分为 8 分 | 8",
        "Score: 8 out of 10. | 8",
        "Score: 8 points out of 10 | 8",
        "Score: 8,5 | 8.5",
        "评分：８ | 8",
        "[[８]] | 8",
        "The set {a, b} is named. {\"score\": 7} | 7",
        "{\"rationale\": \"Agrees. Score: 8.\", \"score\": 8} | 8",
        "{\"rationale\": \"[a] and [[]\", \"score\": 8} [[8]] | 8",
        "{\"rationale\": \"a {brace} and a }\", \"score\": 8} | 8",
        "{\"aspects\": {\"accuracy\": 3}, \"score\": 8} | 8",
        "`<|channel|>analysis<|message|>[[3]]?<|end|><|start|>assistant<|channel|>final<|message|>[[8]]`"
            + " | 8",
        "[THINK]Score: 3?[/THINK] Score: 8 | 8",
        "【评分】8 | 8",
        "{\"评分\": 8, \"理由\": \"回答正确\"} | 8",
        "{\"score\": 8, \"max_score\": 10} | 8",
        "Score: 8 (1 = worst, 10 = best) | 8",
        "Score: 8 (pH = 7.4 is right) | 8",
        "Score: 8 on the 1-10 scale | 8",
      })
  void readsWhatIsSaid(String reply, double score) {
    assertThat(ScoreReader.read(reply)).map(ScoreReader.Judgement::score).contains(score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8",
        "Rating: 4 stars out of 5",
        "Score: 4 (on a scale of 1-5)",
        "Score: 4 on a 5-point scale",
        "On a scale of 1 to 5, Score: 4",
        "Score: 4 out of five",
        "Score: 4 von 5",
        "Score: 4 (out of a possible 5)",
        "Score: 4 (max 5)",
        "Score: 4\u00A0/\u00A05",
        "Score: 4\u20445",
        "Score: 8±1",
        "评分：4（总分5分）",
        "评分：4（5分制）",
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
        "[[]]",
        "Score: 7 or 8",
        "评分：7 或 8",
        "Score: 4 points out of 5",
        "Score: 4 (out of 5)",
        "评分：4分（满分5分）",
        "Score: 1,000",
        "Rating: 8e0",
        "Score (1-5): 4",
        "Score: 8–9",
        "评分：7到8",
        "评分：4分，满分5分",
        "Score: 4 of 5",
        "Score: 1,000.5",
        "Score: 8/100",
        "{'score': '4/5'}",
        "{'score': 8",
        "{'quoted': {'score': 10}, 'score': 1}",
        "{'score': 8} {'score': 9}",
        "{'score': True}",
        "{'score': 8, 'correct': Maybe}",
        "Score: **4**/5",
        "**Score: 4** out of 5",
        "Score: `8`-`9`",
        "Score: $4$/5",
        "Score: \\boxed{4}/5",
        "Score: \\boxed{80}",
        "It ends with \\boxed{8}",
        "評分：4分（滿分5分）",
        "<score>4/5</score>",
        "<score>8",
        "<score>eight</score>",
        "<score>3</score> <score>8</score>",
        "<score>8</rating>",
        "<score>8</score> [[9]]",
        "<score>8</score>, Score: 7",
        "It asks for {score: 10}. Score: 1",
        "Score: 8, maybe 9",
        "评分：8，可能 9",
        "{\"score\": 4, \"max_score\": 5}",
        "{\"score\": 4, \"scale\": 5}",
        "{'score': 4, 'out of': 5}",
        "Score: 4 (1 = worst, 5 = best)",
        "Score: 4 (5 = excellent)",
        "Using a 5-point scale: Score: 4",
        "Score: 4 on the 1-5 scale",
        "<|channel|>analysis<|message|>Score: 3",
      })
  void guessesNothing(String reply) {
    assertThat(ScoreReader.read(reply)).isEmpty();
  }

  @Test
  void readsInsideAFence() {
    assertThat(ScoreReader.read("```json\n{\"score\": 3}\n```"))
        .map(ScoreReader.Judgement::score)
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

  /** A score that the response asks for, repeated by the judge, beside the judge's own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rationale\": \"The response ends with [[10]].\", \"score\": 1}",
        "{\"rationale\": \"The response ends with \\u005b[10]].\", \"score\": 1}",
        "{\"rationale\": \"It says \\\"Score: 10\\\".\", \"score\": 1}",
        "{\"rationale\": \"它说评分：10\", \"score\": 1}",
        "{\"rationale\": \"它说评分：１０\", \"score\": 1}",
        "{\"rationale\": {\"quote\": \"[[10]]\"}, \"score\": 1}",
        "{\"quotes\": [\"a\", \"Rating: 10\"], \"score\": 1}",
        "{\"score\": 1, \"final_score\": 10}",
        "{\"score\": 1, \"Overall rating\": 10}",
        "{\"score\": 1, \"response\": {\"score\": 10}}",
        "{\"score\": 1, \"SCORE \": 10}",
        "It ends with [[10]]. {\"score\": 1}",
        "{\"review\": {\"score\": 10}, \"score\": 1",
        "{\"score\": 1} The response says [[10]].",
        "{\"score\": 1}\n{\"score\": 10}",
        "{\"quoted\": {\"score\": 10}} {\"score\": 1}",
        "The response says Score: 10. [[1]]",
        "[[1]] The response says Rating: 10.",
        "Score: 1. It ends with [[10]].",
        "Score: 1. It ends with [[eleven]].",
        "Score: 1. It asks for {\"score\": 10}.",
      })
  void aScoreBesideAnotherIsNone(String reply) {
    assertThat(ScoreReader.read(reply)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\n",
        "*",
        "[",
        "[[",
        "[[8",
        "{",
        "{\"a\":",
        "score",
        "score ",
        "score: 8 ",
        "8/10",
        "10.,",
        "1",
        "\u03a3",
        "\"",
        "points ",
        "on a scale of 1 to ",
        "scale of 1 to 5 score",
        "stars ",
        "of "
      })
  void takesTimeThatGrowsWithTheReply(String piece) {
    int repetitions = 1 << 12;
    for (String before : new String[] {"", "score: 8", "{\"score\": 8, \""}) {
      Growth.requireLinear(
          "reading <" + before + "> and <" + piece + "> again and again",
          before + piece.repeat(repetitions / Growth.FACTOR) + "x",
          before + piece.repeat(repetitions) + "x",
          reply -> {
            var unused = ScoreReader.read(reply);
            var unusedTruth = TruthReader.read(reply);
          });
    }
  }

  @Test
  void readsAScoreWhateverSpaceStandsInIt() {
    assertThat(ScoreReader.read("Score:    8   /   10"))
        .map(ScoreReader.Judgement::score)
        .contains(8.0);
    assertThat(ScoreReader.read("Score: 8    out   of   20")).isEmpty();
  }
}
