package io.medsift.judging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Real replies of GPT-4o as a judge (WildBench) with the scores that its authors read. */
class JudgeGoldenTest {

  @Test
  void readsTheScoresThatTheAuthorsRead() {
    List<JsonNode> rows = SharedData.required().rows("judge/wildbench_scores");
    int read = 0;
    for (JsonNode row : rows) {
      String score = row.path("score").asText();
      Optional<ScoreReader.Judgement> whole = ScoreReader.read(row.path("parsed").toString());
      if (whole.isPresent()) {
        assertThat(whole.get().score()).isEqualTo(Double.parseDouble(score));
        read++;
      }
      String half = row.path("parsed").toString();
      assertThat(ScoreReader.read(half.substring(0, half.length() / 2))).isEmpty();
      assertThat(ScoreReader.read("```json\n" + row.path("parsed").toPrettyString() + "\n```"))
          .map(ScoreReader.Judgement::score)
          .isEqualTo(whole.map(ScoreReader.Judgement::score));
    }
    assertThat(rows).hasSize(1_500);
    assertThat(read).isEqualTo(rows.size());
  }

  @Test
  void readsNoScoreOutOfResponsesThatAreNone() {
    int found = 0;
    for (JsonNode row : SharedData.required().rows("judge/wildbench_scores")) {
      found += ScoreReader.read(row.path("response").asText()).isPresent() ? 1 : 0;
    }
    assertThat(found).isLessThan(5);
  }
}
