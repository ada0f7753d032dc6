package io.medsift.integration.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.SharedData;
import io.medsift.cli.embedded.Testbed;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source.RowMapper;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.catalogue.Sources;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All files of real rows through the source {@code columns}, none of whose columns is named. */
class SharedRowsGoldenTest {
  /** By default each eighth row, with {@code -Plong} all. */
  private static final int STEP = Testbed.scaled(1) > 1 ? 1 : 8;

  private static final Pattern ROWS = Pattern.compile("=(\\d+)[,}]");

  private final Map<String, Integer> unmappable = new TreeMap<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpacare_outputs                   |  9625 | public_medical | {the response is empty=375}",
        "chatdoctor5k                       |  5452 | public_medical | {}",
        "medquad                            | 16407 | public_medical | {}",
        "flan_cot                           | 33443 | r1_trace       | {}",
        "huatuo_llama_zh                    |  9658 | public_medical | {}",
        "star1_r1                           |  1000 | r1_trace       | {}",
        "codealpaca                         |  6550 | r1_trace       | {the response is empty=2}",
        "gpteacher                          |  9596 | r1_trace       | {}",
        "gsm8k_train                        |  7473 | r1_trace       | {}",
        "emollm_zh                          |  4497 | public_medical | {}",
        "mirage_medical_predictions         | 12000 | synthetic_qa   | {}",
        // The text of the right option is missing: "nan", as Python writes it.
        "mmlupro_Mixtral_8x7B_Instruct_v0_1 | 12031 | synthetic_qa   "
            + "| {column 'answer_idx' must be one of [A, B, C, D, F, G, H, I, J], got 'E'=1}",
      })
  void mapsEveryResponse(String file, int expected, String track, String unmapped) {
    SharedData data = SharedData.required();
    RowMapper mapper = Sources.named("columns").mapper(SourceSettings.NONE, new ReadingTally());
    int mapped = 0;
    for (JsonNode row : data.each("train/" + file, STEP)) {
      Sample sample = map(mapper, file, row);
      assertThat(sample != null).as("%s", row).isEqualTo(isWhole(row));
      if (sample != null) {
        mapped++;
        assertThat(sample.id()).isEqualTo(text(row, "source") + ":" + text(row, "id"));
        assertThat(sample.source()).isEqualTo(text(row, "source"));
        assertThat(sample.track()).isEqualTo(track);
        assertThat(sample.prompt()).isEqualTo(text(row, "prompt"));
        assertThat(sample.generator()).isEqualTo(text(row, "model"));
        assertThat(sample.reference()).isEqualTo(letter(row));
        assertResponse(sample, text(row, "response"));
      }
    }
    int others = ROWS.matcher(unmapped).results().mapToInt(SharedRowsGoldenTest::number).sum();
    assertThat(mapped + unmappable()).isEqualTo(looked(expected + others));
    assertThat(unmappable.keySet()).allMatch(unmapped::contains);
    if (STEP == 1) {
      assertThat(unmappable.toString()).isEqualTo(unmapped);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "medmcqa_dev             |  4183 |  0 | synthetic_qa",
        "medqa_test_4opt         |  1273 |  0 | synthetic_qa",
        "pubmedqa_pqal           |  1000 |  0 | synthetic_qa",
        "mmlu_medical            |  1089 |  0 | synthetic_qa",
        "medagents_mmlu_pro      |   818 |  0 | synthetic_qa",
        "bioasq_7b_11b           |  2310 |  0 | r1_trace",
        "medxpertqa_text_sampled |   244 |  0 | synthetic_qa",
        "apollo_xmedbench        | 13937 | 62 | synthetic_qa",
      })
  void mapsEveryQuestionWithOneLetterToAPrompt(
      String file, int expected, int severalLetters, String track) {
    SharedData data = SharedData.required();
    RowMapper mapper = Sources.named("columns").mapper(SourceSettings.NONE, new ReadingTally());
    int mapped = 0;
    for (JsonNode row : data.each("eval/" + file, STEP)) {
      Sample sample = map(mapper, file, row);
      assertThat(sample != null)
          .as("%s", row)
          .isEqualTo(row.path("answer_idx").asText().length() < 2);
      if (sample != null) {
        mapped++;
        assertThat(sample.response()).isNull();
        assertThat(sample.track()).isEqualTo(track);
        assertThat(sample.prompt()).startsWith(text(row, "question"));
        assertThat(sample.reference()).isEqualTo(letter(row));
        for (JsonNode option : row.path("options")) {
          assertThat(sample.prompt()).contains(unlabelled(option.asText().strip()));
        }
      }
    }
    assertThat(mapped + unmappable()).isEqualTo(looked(expected + severalLetters));
    assertThat(unmappable.keySet()).allMatch(reason -> reason.matches(".*got '[A-E]{2,5}'"));
    if (STEP == 1) {
      assertThat(unmappable()).isEqualTo(severalLetters);
    }
  }

  /** Has a response, and the text of the right option where there are options. */
  private static boolean isWhole(JsonNode row) {
    JsonNode right = row.path("options").path(row.path("answer_idx").asText());
    return !row.path("response").asText().isBlank() && !right.asText().equals("nan");
  }

  private int unmappable() {
    return unmappable.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many of so many rows are looked at. */
  private static int looked(int rows) {
    return (rows + STEP - 1) / STEP;
  }

  private static int number(MatchResult found) {
    return Integer.parseInt(found.group(1));
  }

  @Test
  void rowsThatShareAnIdAreNamedByAHashWhereTheUserSaysSo() {
    SharedData data = SharedData.required();
    List<JsonNode> rows = data.rows("train/medquad");
    assertThat(ids(rows, SourceSettings.NONE)).hasSize(12_133);
    assertThat(ids(rows, SourceSettings.NONE.withReading("id", "shared"))).hasSize(rows.size());
  }

  private Set<String> ids(List<JsonNode> rows, SourceSettings settings) {
    RowMapper mapper = Sources.named("columns").mapper(settings, new ReadingTally());
    Set<String> ids = new HashSet<>();
    for (JsonNode row : rows) {
      ids.add(map(mapper, "medquad", row).id());
    }
    return ids;
  }

  private Sample map(RowMapper mapper, String file, JsonNode row) {
    try {
      List<Sample> samples = mapper.map(new FileRow(file, 0, (ObjectNode) row));
      assertThat(samples).hasSize(1);
      return samples.get(0);
    } catch (UnmappableRowException e) {
      unmappable.merge(e.getMessage(), 1, Integer::sum);
      return null;
    }
  }

  private static void assertResponse(Sample sample, String response) {
    if (response.contains("</think>")) {
      assertThat(sample.reasoning()).isNotBlank();
      assertThat(response).endsWith(sample.response());
    } else {
      assertThat(sample.response()).isEqualTo(response.strip());
    }
  }

  /** Without the label of its own that some options repeat: {@code a)<tab>To balance}. */
  private static String unlabelled(String option) {
    return option.replaceFirst("^\\(?[A-Ea-e1-5][.)]\\s*(?=.*[\\p{L}\\d])", "");
  }

  private static Reference letter(JsonNode row) {
    String letter = text(row, "answer_idx");
    return letter == null ? null : new Reference(ReferenceKind.LETTER, letter);
  }

  private static String text(JsonNode row, String column) {
    return row.path(column).textValue();
  }
}
