package io.medsift.review.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.review.ReviewException;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.verdict.Position;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictIndexTest {
  private static final RowLocation FIRST = new RowLocation(OutputTopic.ACCEPTED, 0, 7);
  private static final RowLocation SECOND = new RowLocation(OutputTopic.REJECTED, 3, 1L << 40);
  private static final RowLocation LETTER = new RowLocation(OutputTopic.DEAD_LETTERS, 1, 0);

  @TempDir private Path directory;

  @Test
  void findsEveryRowOfAnIdAndOfAPosition() throws Exception {
    try (VerdictIndex index = VerdictIndex.open(directory)) {
      index.add(FIRST, "病-1".getBytes(UTF_8), new Position("samples", 0, 311));
      index.add(SECOND, "病-1".getBytes(UTF_8), new Position("samples", 300, 9_876_543_210L));
      index.add(LETTER, null, new Position("samples", 0, 312));
      index.save();

      assertThat(index.byId("病-1")).containsExactly(FIRST, SECOND);
      assertThat(index.byId("病-")).isEmpty();
      assertThat(index.at(new Position("samples", 0, 311))).containsExactly(FIRST);
      assertThat(index.at(new Position("samples", 300, 9_876_543_210L))).containsExactly(SECOND);
      assertThat(index.at(new Position("samples", 0, 312))).containsExactly(LETTER);
      assertThat(index.at(new Position("samples", 0, 3))).isEmpty();
    }
  }

  @Test
  void tellsRecordsOfOtherTopicsApart() throws Exception {
    try (VerdictIndex index = VerdictIndex.open(directory)) {
      index.add(FIRST, null, new Position("samples", 0, 311));
      index.add(LETTER, null, new Position("prompts", 0, 311));
      index.save();
      assertThat(index.at(new Position("samples", 0, 311))).containsExactly(FIRST);
      assertThat(index.at(new Position("prompts", 0, 311))).containsExactly(LETTER);
    }
  }

  @Test
  void remembersRecordsThatAreNoRowsAndGoesOnBehindThem() throws Exception {
    try (VerdictIndex index = VerdictIndex.open(directory)) {
      index.addBroken(SECOND, "it has no value");
      index.save();
    }
    try (VerdictIndex index = VerdictIndex.open(directory)) {
      Map<RowLocation, String> broken = new HashMap<>();
      index.forEachBroken(broken::put);
      assertThat(broken).isEqualTo(Map.of(SECOND, "it has no value"));
      assertThat(index.rows()).isZero();
      assertThat(index.end(OutputTopic.REJECTED, 3)).isEqualTo((1L << 40) + 1);
    }
  }

  @Test
  void tellsIdsApartThatHoldZeroBytes() throws Exception {
    try (VerdictIndex index = VerdictIndex.open(directory)) {
      index.add(FIRST, "a".getBytes(UTF_8), new Position("samples", 0, 1));
      index.add(SECOND, "a\0b".getBytes(UTF_8), new Position("samples", 0, 2));
      index.add(LETTER, "a\0".getBytes(UTF_8), new Position("samples", 0, 3));
      index.save();
      assertThat(index.byId("a")).containsExactly(FIRST);
      assertThat(index.byId("a\0b")).containsExactly(SECOND);
      assertThat(index.byId("a\0")).containsExactly(LETTER);
    }
  }

  @Test
  void findsAnIdBehindTheNamesOfSources() throws Exception {
    try (VerdictIndex index = VerdictIndex.open(directory)) {
      List<String> ids =
          List.of("0", "a:0", "a:1", "a:b:2", "bare", "columns:ward-1", "medqa:ward-1", "zz");
      for (int i = 0; i < ids.size(); i++) {
        index.add(
            new RowLocation(OutputTopic.ACCEPTED, 0, i),
            ids.get(i).getBytes(UTF_8),
            new Position("samples", 0, i));
      }
      index.save();
      assertThat(index.idsOfSources("ward-1")).containsExactly("columns:ward-1", "medqa:ward-1");
      assertThat(index.idsOfSources("1")).containsExactly("a:1");
      assertThat(index.idsOfSources("zz")).isEmpty();
    }
  }

  @Test
  void goesOnWhereItStopped() throws Exception {
    try (VerdictIndex index = VerdictIndex.open(directory)) {
      index.add(FIRST, "a".getBytes(UTF_8), new Position("samples", 0, 1));
      index.save();
    }
    try (VerdictIndex index = VerdictIndex.open(directory)) {
      assertThat(index.rows()).isEqualTo(1);
      assertThat(index.end(OutputTopic.ACCEPTED, 0)).isEqualTo(8);
      assertThat(index.end(OutputTopic.ACCEPTED, 1)).isZero();
      assertThat(index.byId("a")).containsExactly(FIRST);
    }
  }

  @Test
  void saysSoWhenAnotherHasItOpen() throws Exception {
    try (VerdictIndex open = VerdictIndex.open(directory)) {
      assertThat(open.rows()).isZero();
      assertThatThrownBy(() -> VerdictIndex.open(directory))
          .isInstanceOf(ReviewException.class)
          .hasMessageContaining("cannot be opened");
    }
  }
}
