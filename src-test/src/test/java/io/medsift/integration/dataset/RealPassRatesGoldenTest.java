package io.medsift.integration.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.SharedData;
import io.medsift.curation.gate.Ruling;
import io.medsift.curation.verify.AnswerRuling;
import io.medsift.prompts.PromptTally;
import io.medsift.prompts.ResponseOutcome;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.sample.PromptHash;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source.RowMapper;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.catalogue.Sources;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.PromptCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pass rates of real questions that several systems answered, against a count of its own. */
class RealPassRatesGoldenTest {
  private static final String FILE = "train/mirage_medical_predictions";

  /** Every fourth prompt is enough. */
  private static final int EVERY = 4;

  /** The systems answer in JSON; a few answer otherwise, or with several options. */
  private static final Pattern CHOICE =
      Pattern.compile(
          "\"answer_choice\"\\s*:\\s*\"([A-Z])(?:[.:](?:(?! [A-Z][.:])[^\"])*)?\"\\s*\\}?\\s*$");

  @Test
  void passRatesAreThoseOfACountOfTheLetters() {
    List<JsonNode> rows = new ArrayList<>(SharedData.required().rows(FILE));
    rows.removeIf(row -> Math.floorMod(row.path("prompt").asText().hashCode(), EVERY) != 0);
    Map<String, int[]> expected = new TreeMap<>();
    for (JsonNode row : rows) {
      int[] count = expected.computeIfAbsent(row.path("prompt").asText(), none -> new int[3]);
      Matcher choice = CHOICE.matcher(row.path("response").asText());
      count[0]++;
      if (choice.find()) {
        count[1] += choice.group(1).equals(row.path("answer_idx").asText()) ? 1 : 0;
      } else {
        count[2]++;
      }
    }
    Map<String, PromptCounts> counts = counts(rows);
    assertThat(counts).hasSize(expected.size()).hasSizeGreaterThan(700);

    List<String> different = new ArrayList<>();
    int compared = 0;
    for (Map.Entry<String, int[]> prompt : expected.entrySet()) {
      int[] count = prompt.getValue();
      PromptCounts found = counts.get(prompt.getKey());
      assertThat(found.verified()).isEqualTo(count[0]);
      if (count[2] == 0) {
        compared++;
        if (found.correct() != count[1]) {
          different.add(found + " for " + count[1] + ": " + prompt.getKey());
        }
      }
    }
    assertThat(compared).isGreaterThan(650);
    assertThat(different).isEmpty();
  }

  /** Prompt to what the verification and the tally of the product say. */
  private static Map<String, PromptCounts> counts(List<JsonNode> rows) {
    RowMapper mapper = Sources.named("columns").mapper(SourceSettings.NONE, new ReadingTally());
    AnswerRuling rulings = new AnswerRuling();
    Map<String, PromptTally> tallies = new HashMap<>();
    Map<String, String> prompts = new HashMap<>();
    for (JsonNode row : rows) {
      Sample sample = map(mapper, row);
      Ruling ruling = rulings.of(sample);
      String key = PromptHash.ofGroup(sample, PromptHash.of(sample));
      prompts.put(key, row.path("prompt").asText());
      tallies
          .computeIfAbsent(key, none -> new PromptTally())
          .add(
              ResponseOutcome.of(
                  ruling instanceof Ruling.Reject reject ? reject.reason() : null, true),
              ruling instanceof Ruling.Reject reject
                      && reject.evidence() instanceof Evidence.Answer answer
                  ? answer.extracted()
                  : null);
    }
    Map<String, PromptCounts> counts = new TreeMap<>();
    tallies.forEach((key, tally) -> counts.put(prompts.get(key), tally.counts()));
    return counts;
  }

  private static Sample map(RowMapper mapper, JsonNode row) {
    try {
      return mapper.map(new FileRow(FILE, 0, (ObjectNode) row)).get(0);
    } catch (Exception e) {
      throw new AssertionError(row.path("id").asText(), e);
    }
  }
}
