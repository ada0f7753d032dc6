package io.medsift.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as the Hub's API serves them, and as Datasets and pandas write an object of columns. */
class SavedFromTheHubTest {
  private static final RowLimits LIMITS = new RowLimits(2_000, 8);
  private static final List<String> ROWS =
      List.of("{\"question\":\"Why?\",\"cop\":1}", "{\"question\":\"Who?\",\"cop\":null}");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"features":[{"feature_idx":0,"name":"question","type":{"dtype":"string"}}],
         "rows":[{"row_idx":0,"row":%s,"truncated_cells":[]},
                 {"row_idx":1,"row":%s,"truncated_cells":[]}],
         "num_rows_total":2,"num_rows_per_page":100,"partial":false}\
        """,
        "[{\"row_idx\":0,\"row\":%s},{\"row_idx\":1,\"row\":%s}]",
        "{\"row\": %s}\n{\"row\": %s}\n",
      })
  void takesTheRowOutOfWhatTheApiPutsAroundIt(String form) throws IOException {
    assertThat(rows(form.formatted(ROWS.toArray()))).isEqualTo(ROWS);
  }

  @Test
  void saysWhichCellsTheApiCutOff() throws IOException {
    String cut = "{\"row_idx\":0,\"row\":%s,\"truncated_cells\":[\"question\"]}";
    assertThat(rows("[" + cut.formatted(ROWS.get(0)) + "," + ROWS.get(1) + "]"))
        .containsExactly(
            "element 1 has cells that the Hub's API truncated: [\"question\"]."
                + " Download the dataset's files instead",
            ROWS.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"row\":{\"question\":\"Why?\"},\"id\":\"7\"}",
        "{\"row\":\"Why?\"}",
        "{\"prompt\":[{\"role\":\"user\",\"content\":\"Why?\"}],\"answer\":[\"A\"]}",
        "{\"id\":\"1\",\"question\":[\"Why?\",\"Who?\"],\"options\":[\"A\",\"B\"]}",
        "{\"options\":[\"A\",\"B\"],\"question\":\"Why?\"}",
        "{\"messages\":[\"a\",\"b\"],\"scores\":[1,2]}",
      })
  void leavesOtherRowsAsTheyAre(String row) throws IOException {
    assertThat(rows(row)).containsExactly(row);
    assertThat(rows(row + "\n" + row)).containsExactly(row, row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"question\":[\"Why?\",\"Who?\"],\"cop\":[1,null]}",
        "{\"question\":{\"0\":\"Why?\",\"1\":\"Who?\"},\"cop\":{\"0\":1,\"1\":null}}",
        """
        {
          "question": [
            "Why?",
            "Who?"
          ],
          "cop": [1, null]
        }
        """
      })
  void turnsColumnsIntoRows(String columns) throws IOException {
    assertThat(rows(columns)).isEqualTo(ROWS);
    try (RowReader reader = open(columns)) {
      reader.skip(1);
      assertThat(reader.position()).isOne();
      assertThat(reader.next()).isInstanceOf(FileRow.class);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void knowsRowsByTheirKeysInWhateverOrderColumnsHaveThem() throws IOException {
    try (RowReader reader =
        open("{\"question\":{\"7\":\"Why?\",\"3\":\"Who?\"},\"cop\":{\"3\":2,\"7\":1}}")) {
      assertThat(((FileRow) reader.next()).columns())
          .hasToString("{\"question\":\"Why?\",\"cop\":1}");
      assertThat(((FileRow) reader.next()).key()).isEqualTo("3");
    }
  }

  @Test
  void findsTheColumnThatTellsWhereverItStands() throws IOException {
    assertThat(rows("{\"cop\":[1],\"question\":[\"Why?\"]}"))
        .containsExactly("{\"cop\":1,\"question\":\"Why?\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"question":["Why?","Who?"],"cop":[1]}      | column 'cop' has 1 values and 'question' has 2
          {"question":{"0":"Why?"},"cop":{"1":2}}     | column 'cop' has no '0'
          {"question":["Why?"],"version":"1.0"}       | 'version' is not a column
          {"question":["Why?","Who                    | cannot be read
          """)
  void namesColumnsThatAreNoTable(String columns, String message) {
    assertThatThrownBy(() -> rows(columns))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining("is one object of columns")
        .hasMessageContaining(message);
  }

  @Test
  void refusesColumnsThatDoNotFitIntoMemory() {
    String columns = "{\"question\":[" + "\"Why?\",".repeat(500) + "\"Who?\"]}";
    assertThatThrownBy(() -> rows(columns))
        .hasMessageContaining("more than 2,000 bytes")
        .hasMessageContaining("JSON Lines");
  }

  private RowReader open(String content) throws IOException {
    return RowFile.of(Files.writeString(folder.resolve("x.json"), content)).open(LIMITS);
  }

  private List<String> rows(String content) throws IOException {
    List<String> rows = new ArrayList<>();
    try (RowReader reader = open(content)) {
      for (ReadRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(
            row instanceof FileRow whole
                ? whole.columns().toString()
                : ((MalformedRow) row).problem());
      }
    }
    return rows;
  }
}
