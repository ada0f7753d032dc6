package io.medsift.export.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.PublishedColumns;
import io.medsift.codec.PublishedRow;
import io.medsift.sample.Annotations;
import io.medsift.sample.Sample;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources, labels and models whose names were made to do harm. */
class HostileNamesTest {
  @TempDir private Path directory;

  @Test
  void aLongNameBreaksNoFolder() throws Exception {
    Path file = directory.resolve("statistics.json");
    String source = "s".repeat(60_000);
    DatasetStatistics written = new DatasetStatistics();
    written.of(Decision.ACCEPTED).add(row(source + "1", "x".repeat(60_000)));
    written.of(Decision.ACCEPTED).add(row(source + "2", "x".repeat(60_000)));
    written.write(file);

    RowStatistics read = DatasetStatistics.read(file).of(Decision.ACCEPTED);
    assertThat(Files.size(file)).isLessThan(20_000);
    assertThat(read.counts(Dimension.SOURCES)).hasSize(2).containsValue(1L);
    assertThat(read.counts(Dimension.LABELS)).hasSize(1).containsValue(2L);
    assertThat(read.counts(Dimension.LABELS).firstKey())
        .startsWith("xxx")
        .hasSizeLessThanOrEqualTo(RowStatistics.MAX_VALUE_LENGTH);
  }

  @Test
  void readsWhatEarlierVersionsWroteOfALongName() throws Exception {
    String name = "s".repeat(60_000);
    String json =
        "{\"format\":1,\"accepted\":{\"rows\":1,\"groups\":{\"t\":{\"%1$s\":1}},\"sources\":{\"%1$s\":1}}}"
            .formatted(name);
    Path file = Files.writeString(directory.resolve("statistics.json"), json);

    assertThat(DatasetStatistics.read(file).of(Decision.ACCEPTED).counts(Dimension.SOURCES))
        .hasSize(1)
        .containsValue(1L);
  }

  @Test
  void manyNamesAreCountedTogether() {
    RowStatistics statistics = new RowStatistics();
    int more = 7;
    for (int i = 0; i < RowStatistics.MAX_VALUES + more; i++) {
      statistics.add(row("s" + i, "l" + i));
    }
    RowStatistics both = new RowStatistics();
    both.add(statistics);
    both.add(statistics);

    assertThat(statistics.counts(Dimension.LABELS))
        .hasSize(RowStatistics.MAX_VALUES + 1)
        .containsEntry(RowStatistics.OTHER, (long) more);
    assertThat(both.counts(Dimension.SOURCES))
        .hasSize(RowStatistics.MAX_VALUES + 1)
        .containsEntry(RowStatistics.OTHER, 2L * more);
    assertThat(both.groups().get("t")).hasSize(RowStatistics.MAX_VALUES + 1);
  }

  private static PublishedRow row(String source, String label) {
    Sample sample =
        new Sample(
            "id",
            source,
            null,
            "t",
            "What?",
            List.of(),
            null,
            Map.of(),
            null,
            null,
            "Rest.",
            label,
            null,
            null,
            null,
            Annotations.EMPTY,
            null);
    Verdict verdict =
        new Verdict(
            Decision.ACCEPTED,
            null,
            null,
            null,
            List.of(),
            new RecipeStamp("recipe", "0"),
            Map.of(),
            new Position("samples", 0, 1),
            2,
            false,
            false);
    return new PublishedRow(sample, verdict, PublishedColumns.of(sample));
  }
}
