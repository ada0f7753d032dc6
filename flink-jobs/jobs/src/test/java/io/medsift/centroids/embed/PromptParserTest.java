package io.medsift.centroids.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.embedding.store.PromptId;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptParserTest {

  private final PromptParser parser = new PromptParser("question", 16);

  @Test
  void takesTheFieldAndThePartOfItsId() throws IOException {
    PromptRow row = parser.parse("{\"id\":7,\"question\":\"What is fever?\"}", "a line 1");
    assertThat(row.prompt()).isEqualTo("What is fever?");
    assertThat(row.part()).isEqualTo(PromptId.of("What is fever?").part(16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"question\":null}", "{\"question\":\"  \"}"})
  void aRowWithoutAPromptHasNone(String row) throws IOException {
    assertThat(parser.parse(row, "a line 1")).isNull();
  }

  @Test
  void namesTheRowThatIsWrong() {
    assertThatThrownBy(() -> parser.parse("{\"question\":", "a line 3"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("a line 3 is not JSON: ");
    assertThatThrownBy(() -> parser.parse("[1]", "a line 4"))
        .hasMessage("a line 4 is not a JSON object: each line must be one");
    assertThatThrownBy(() -> parser.parse("{\"question\":[]}", "a line 5"))
        .hasMessageStartingWith("a line 5 has the field \"question\" of type array, needed a text");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 128, 1024})
  void keysOfPartsAreDistinctAndSpreadEvenly(int parts) {
    PartKeys keys = new PartKeys(parts, 128);
    Set<Integer> distinct = new HashSet<>();
    int[] perSubtask = new int[4];
    for (int part = 0; part < parts; part++) {
      distinct.add(keys.keyOf(part));
      perSubtask[KeyGroupRangeAssignment.assignKeyToParallelOperator(keys.keyOf(part), 128, 4)]++;
    }
    assertThat(distinct).hasSize(parts);
    for (int count : perSubtask) {
      assertThat(count).isBetween(parts / 4, parts / 4 + 1);
    }
  }

  @Test
  void rowsNeedNoGenericSerializer() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(PromptRow.class);
  }
}
