package io.medsift.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.sample.Sample;
import io.medsift.sources.Source.RowMapper;
import io.medsift.sources.catalogue.Sources;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileReadingTest {
  private final Source medMcqa = Sources.named("medmcqa");

  @Test
  void aFileWithAZeroCountsFromZero() throws Exception {
    Iterator<FileRow> rows = rows(2, 3, 0, 1).iterator();
    SourceSettings settled = medMcqa.settled(SourceSettings.NONE, rows);
    assertThat(settled.readings()).isEqualTo(Map.of("cop", "0-based"));
    assertThat(rows.hasNext()).as("stops at the row that shows it").isTrue();
    assertThat(letters(settled, rows(2, 3, 0, 1))).containsExactly("C", "D", "A", "B");
  }

  @Test
  void aFileWithAFourCountsFromOne() throws Exception {
    SourceSettings settled = medMcqa.settled(SourceSettings.NONE, rows(2, 3, 4).iterator());
    assertThat(settled.readings()).isEqualTo(Map.of("cop", "1-based"));
    assertThat(letters(settled, rows(2, 3, 4))).containsExactly("B", "C", "D");
  }

  @Test
  void aFileThatShowsNeitherNeedsTheUser() throws Exception {
    SourceSettings settled = medMcqa.settled(SourceSettings.NONE, rows(1, 2, 3).iterator());
    assertThat(settled).isEqualTo(SourceSettings.NONE);
    assertThatThrownBy(() -> letters(settled, rows(2)))
        .isInstanceOf(UnmappableRowException.class)
        .hasMessageContaining(
            "option C where cop counts from 0 and option B where it counts from 1")
        .hasMessageContaining("say cop=0-based or cop=1-based");
    assertThat(letters(SourceSettings.NONE.withReading("cop", "1-based"), rows(2)))
        .containsExactly("B");
  }

  @Test
  void whatTheUserSaysComesFirst() {
    SourceSettings said = SourceSettings.NONE.withReading("cop", "1-based");
    assertThat(medMcqa.mustLookThrough(said)).isFalse();
    assertThat(medMcqa.settled(said, rows(0).iterator())).isEqualTo(said);
  }

  @Test
  void aRowThatContradictsItsFileIsNone() {
    SourceSettings settled = medMcqa.settled(SourceSettings.NONE, rows(0, 4).iterator());
    assertThatThrownBy(() -> letters(settled, rows(4)))
        .hasMessageContaining("column 'cop' is 4 in a file whose cop is 0-based");
    assertThatThrownBy(() -> letters(SourceSettings.NONE.withReading("cop", "1-based"), rows(0)))
        .hasMessageContaining("column 'cop' is 0 in a file whose cop is 1-based");
  }

  @Test
  void countsWhichWasUsed() throws Exception {
    ReadingTally tally = new ReadingTally();
    RowMapper mapper = medMcqa.mapper(SourceSettings.NONE, tally);
    for (FileRow row : rows(0, 0, 4, -1)) {
      mapper.map(row);
    }
    assertThat(tally.counts().get("cop")).isEqualTo(Map.of("0-based", 2L, "1-based", 1L));
    assertThat(tally.lines())
        .contains(
            "cop: 0-based, 2 rows", "left out: cop -1: a test question without its key, 1 row");
  }

  @Test
  void countsTooManyValuesTogether() {
    ReadingTally tally = new ReadingTally();
    IntStream.range(0, 150).forEach(i -> tally.count("model", "m" + i));
    assertThat(tally.counts().get("model"))
        .hasSize(ReadingTally.MAX_VALUES + 1)
        .containsEntry(ReadingTally.OTHERS, 50L);
  }

  private List<String> letters(SourceSettings settings, List<FileRow> rows) throws Exception {
    RowMapper mapper = medMcqa.mapper(settings, new ReadingTally());
    List<String> letters = new ArrayList<>();
    for (FileRow row : rows) {
      for (Sample sample : mapper.map(row)) {
        letters.add(sample.reference().value());
      }
    }
    return letters;
  }

  private static List<FileRow> rows(int... cops) {
    List<FileRow> rows = new ArrayList<>();
    for (int cop : cops) {
      ObjectNode columns = JsonNodeFactory.instance.objectNode();
      columns.put("id", "row-" + rows.size()).put("question", "Which?");
      columns.put("opa", "one").put("opb", "two").put("opc", "three").put("opd", "four");
      rows.add(new FileRow("medmcqa.jsonl", rows.size(), columns.put("cop", cop)));
    }
    return rows;
  }
}
