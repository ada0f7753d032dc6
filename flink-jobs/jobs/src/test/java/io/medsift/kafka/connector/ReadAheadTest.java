package io.medsift.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read ahead of the slowest partition stays within a limit, and the slowest goes on. */
class ReadAheadTest {
  private static final long LIMIT = 100;

  private final ReadAhead ahead = new ReadAhead(LIMIT);

  @Test
  void aFastPartitionIsPausedUntilHalfIsFree() {
    ahead.assign("fast");
    ahead.assign("slow");
    assertThat(ahead.watermark()).isEqualTo(Long.MIN_VALUE);
    ahead.add("slow", 10, 10);
    ahead.add("fast", 20, 60);
    ahead.pass(ahead.watermark());
    assertThat(ahead.change().isEmpty()).isTrue();
    ahead.add("fast", 30, 60);
    assertThat(ahead.change()).isEqualTo(new ReadAhead.Change(List.of("fast"), List.of()));
    assertThat(ahead.paused()).isEqualTo(1);

    ahead.add("slow", 16, 0);
    ahead.pass(ahead.watermark());
    assertThat(ahead.waiting()).as("what the slow one had is released").isEqualTo(120);
    assertThat(ahead.change().isEmpty()).isTrue();
    ahead.add("slow", 31, 0);
    ahead.pass(ahead.watermark());
    assertThat(ahead.waiting()).as("the last of the fast one").isEqualTo(60);
    assertThat(ahead.change())
        .as("which is the slowest now")
        .isEqualTo(new ReadAhead.Change(List.of(), List.of("fast")));
  }

  @Test
  void thoseThatAreEqualAndTheOnlyOneAreNeverPaused() {
    ahead.assign("one");
    ahead.add("one", 5, 1_000);
    ahead.pass(ahead.watermark());
    assertThat(ahead.change().isEmpty()).isTrue();
    ahead.assign("other");
    ahead.add("other", 5, 1_000);
    assertThat(ahead.change().isEmpty()).isTrue();
  }

  @Test
  void aPartitionThatEndsSoonIsNotPausedAndIsResumed() {
    ahead.assign("fast");
    ahead.assign("slow");
    ahead.add("slow", 10, 0);
    ahead.add("fast", 20, 1_000);
    ahead.pass(ahead.watermark());
    assertThat(ahead.change().paused()).containsExactly("fast");
    ahead.endsSoon("fast");
    assertThat(ahead.change().resumed()).containsExactly("fast");
    ahead.add("fast", 21, 1_000);
    assertThat(ahead.change().isEmpty()).isTrue();
  }

  @Test
  void aClockThatStepsBackDoesNotLowerTheWatermark() {
    ahead.assign("one");
    ahead.add("one", 50, 1);
    ahead.add("one", 20, 1);
    assertThat(ahead.watermark()).isEqualTo(49);
    ahead.pass(48);
    assertThat(ahead.waiting()).isEqualTo(2);
    ahead.pass(50);
    assertThat(ahead.waiting()).isZero();
  }

  @Test
  void whatAFinishedPartitionHadNoLongerCounts() {
    ahead.assign("one");
    ahead.add("one", 5, 1_000);
    ahead.finish("one");
    assertThat(ahead.waiting()).isZero();
    assertThat(ahead.watermark()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void readersThatHearOfEachOtherReadAllWithinTheLimit() {
    for (int seed = 0; seed < 200; seed++) {
      readAll(new Random(seed));
    }
  }

  /** Two readers of two partitions each; what they say is heard later. */
  private static void readAll(Random random) {
    int partitions = 4;
    ReadAhead[] readers = {new ReadAhead(LIMIT), new ReadAhead(LIMIT)};
    List<Deque<Long>> topic = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      readers[partition % 2].assign("p" + partition);
      Deque<Long> records = new ArrayDeque<>();
      long time = random.nextInt(50);
      for (int record = 0; record < 50 + random.nextInt(200); record++) {
        time += random.nextInt(4);
        records.add(time);
      }
      topic.add(records);
    }
    Set<String> paused = new HashSet<>();
    long[] said = {Long.MIN_VALUE, Long.MIN_VALUE};
    int idle = 0;
    while (topic.stream().anyMatch(records -> !records.isEmpty())) {
      int partition = random.nextInt(partitions);
      ReadAhead reader = readers[partition % 2];
      Deque<Long> records = topic.get(partition);
      boolean reads = !records.isEmpty() && !paused.contains("p" + partition);
      if (reads) {
        reader.add("p" + partition, records.poll(), 1 + random.nextInt(10));
        if (records.isEmpty()) {
          reader.finish("p" + partition);
        }
      }
      if (random.nextInt(3) == 0) {
        said[partition % 2] = reader.watermark();
        readers[random.nextInt(2)].pass(Math.min(said[0], said[1]));
      }
      for (ReadAhead each : readers) {
        ReadAhead.Change change = each.change();
        paused.addAll(change.paused());
        change.resumed().forEach(paused::remove);
      }
      idle = reads ? 0 : idle + 1;
      assertThat(idle).as("all stand still").isLessThan(10_000);
    }
  }
}
