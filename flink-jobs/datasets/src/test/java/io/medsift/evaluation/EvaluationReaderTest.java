package io.medsift.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.evaluation.EvaluationReader.EvaluationQuestion;
import io.medsift.sources.cells.UnmappableRowException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A row in one layout and its questions, or why it has none. */
  record Case(JsonNode json) {
    EvaluationReader rows() {
      return json.has("layout")
          ? EvaluationReader.named(json.get("layout").textValue())
          : EvaluationReader.byColumns();
    }

    ObjectNode row() {
      return (ObjectNode) json.get("row");
    }

    @Override
    public String toString() {
      return json.get("case").textValue();
    }
  }

  static Stream<Case> readable() throws IOException {
    return cases().stream().filter(row -> row.json().has("questions"));
  }

  static Stream<Case> unreadable() throws IOException {
    return cases().stream().filter(row -> row.json().has("unmappable"));
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream json = EvaluationReaderTest.class.getResourceAsStream("rows.json")) {
      JSON.readTree(json).forEach(row -> cases.add(new Case(row)));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("readable")
  void readsTheQuestions(Case row) throws Exception {
    List<EvaluationQuestion> expected =
        JSON.convertValue(
            row.json().get("questions"), new TypeReference<List<EvaluationQuestion>>() {});
    List<EvaluationQuestion> questions = row.rows().questions(row.row());
    assertThat(questions).isEqualTo(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(questions.get(i).options().keySet())
          .containsExactlyElementsOf(expected.get(i).options().keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void saysWhyThereIsNone(Case row) {
    assertThatThrownBy(() -> row.rows().questions(row.row()))
        .isInstanceOf(UnmappableRowException.class)
        .hasMessageContaining(row.json().get("unmappable").textValue());
  }

  @Test
  void namesTheNearestLayout() {
    assertThatThrownBy(() -> EvaluationReader.named("gqpa"))
        .hasMessageContaining("there is no layout 'gqpa'; did you mean 'gpqa'?")
        .hasMessageContaining("(allowed: turns, gpqa, option-columns, endings, question)");
  }
}
