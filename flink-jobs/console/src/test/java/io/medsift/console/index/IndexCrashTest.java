package io.medsift.console.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Revision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.NoLockFactory;
import org.junit.jupiter.api.Test;

/** An index whose process ends, or whose disk is full, at any moment. */
final class IndexCrashTest {
  private static final int ROWS = 60;
  private static final VerdictFilter REVOKED = VerdictFilter.ALL.with(Facet.REVISED, "revoked");

  // Up to where the index has said that it is durable, also when its disk failed after that.
  private long committed;

  /** A disk that fails after so many steps, and keeps of a file what was synced. */
  private static final class Disk extends FilterDirectory {
    private final Set<String> synced = new HashSet<>();
    private long steps = Long.MAX_VALUE;

    Disk() {
      super(new ByteBuffersDirectory(NoLockFactory.INSTANCE));
    }

    private void step() throws IOException {
      if (steps-- <= 0) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
      step();
      return new FilterIndexOutput("disk", name, super.createOutput(name, context)) {
        @Override
        public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
          step();
          super.writeBytes(bytes, offset, length);
        }

        @Override
        public void writeByte(byte value) throws IOException {
          step();
          super.writeByte(value);
        }
      };
    }

    @Override
    public void sync(Collection<String> names) throws IOException {
      step();
      super.sync(names);
      synced.addAll(names);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      step();
      super.rename(from, to);
      if (synced.contains(from)) {
        synced.add(to);
      }
    }

    // A disk outlives those who use it.
    @Override
    public void close() {}

    /** What is left when the machine has gone down: files that were not synced may be anything. */
    void crash(Random random) throws IOException {
      steps = Long.MAX_VALUE;
      for (String name : in.listAll()) {
        if (!synced.contains(name)) {
          in.deleteFile(name);
          if (random.nextBoolean()) {
            try (IndexOutput torn = in.createOutput(name, IOContext.DEFAULT)) {
              torn.writeInt(random.nextInt());
            }
          }
        }
      }
    }
  }

  private static void add(StreamIndex index, long offset) throws Exception {
    OutputTopic output = OutputTopic.REJECTED;
    byte[] row = SyntheticRows.row(offset, Map.of(), Reason.WRONG_ANSWER, null, null);
    index.add(new RowLocation(output, 0, offset), DecidedRow.read(output, row, "x"), offset);
  }

  private static void revoke(StreamIndex index, long offset) throws Exception {
    index.revise(
        new Revision(
            Revision.VERSION,
            Revision.Action.REVOKE,
            new Position("samples", 0, offset),
            "id-" + offset,
            new Revision.Author(Revision.Author.Kind.REVIEWER, "ada"),
            null,
            null,
            null,
            null,
            null,
            7));
  }

  private static List<Long> found(StreamIndex index, VerdictFilter filter) throws Exception {
    index.refresh();
    return index.look(view -> view.matches(filter).latest(10 * ROWS, null)).stream()
        .map(each -> each.location().offset())
        .sorted()
        .toList();
  }

  private static Object seen(StreamIndex index, StreamIndex.Look<?> look) throws Exception {
    return index.look(look);
  }

  private static List<Long> offsets(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  /** Reads on from where the index ends, as the console does, until the disk fails. */
  private void readOn(StreamIndex index, Random random) throws Exception {
    for (int i = 0; i < ROWS; i += 5) {
      revoke(index, i);
    }
    for (long offset = index.end(OutputTopic.REJECTED, 0); offset < ROWS; offset++) {
      add(index, offset);
      index.prompt("prompt-" + offset % 10, new Position("decided", 0, offset));
      index.promptsReadUpTo(0, offset + 1);
      if (random.nextInt(9) == 0) {
        index.refresh();
      }
      if (random.nextInt(20) == 0) {
        index.commit();
        committed = offset + 1;
      }
    }
    index.commit();
    committed = ROWS;
  }

  @Test
  void goesOnFromTheLastCommitWhereverItsProcessEnds() throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      Disk disk = new Disk();
      committed = 0;
      int crashes = 0;
      boolean done = false;
      while (!done) {
        disk.steps = crashes < 5 ? random.nextInt(4_000) : Long.MAX_VALUE;
        try (StreamIndex index = StreamIndex.open(disk, "disk", "topics")) {
          assertThat(index.end(OutputTopic.REJECTED, 0)).isGreaterThanOrEqualTo(committed);
          committed = index.end(OutputTopic.REJECTED, 0);
          readOn(index, random);
          assertThat(found(index, VerdictFilter.ALL)).isEqualTo(offsets(0, ROWS));
          assertThat(found(index, REVOKED))
              .isEqualTo(
                  IntStream.range(0, ROWS).filter(i -> i % 5 == 0).asLongStream().boxed().toList());
          for (int i = 0; i < 10; i++) {
            assertThat(index.promptPlace("prompt-" + i))
                .contains(new StreamIndex.PromptPlace(0, ROWS - 10 + i));
          }
          done = true;
        } catch (IOException | IllegalStateException e) {
          assertThat(e).hasStackTraceContaining("No space left on device");
        }
        crashes++;
        disk.crash(random);
      }
    }
  }

  @Test
  void goesOnByItselfWhenThereIsSpaceAgain() throws Exception {
    Disk disk = new Disk();
    try (StreamIndex index = StreamIndex.open(disk, "disk", "topics")) {
      add(index, 0);
      index.commit();
      add(index, 1);
      index.refresh();
      disk.steps = 0;
      assertThatThrownBy(
              () -> {
                add(index, 2);
                index.refresh();
              })
          .isInstanceOf(IOException.class)
          .hasMessage("the index disk cannot be written: No space left on device");
      assertThat(index.failure())
          .contains("the index disk cannot be written: No space left on device");
      // What was seen before is seen still.
      assertThat(seen(index, view -> view.count(VerdictFilter.ALL))).isEqualTo(2L);
      disk.steps = Long.MAX_VALUE;
      index.reopen();
      assertThat(index.failure()).isEmpty();
      assertThat(index.end(OutputTopic.REJECTED, 0)).isEqualTo(1);
      add(index, 1);
      add(index, 2);
      assertThat(found(index, VerdictFilter.ALL)).isEqualTo(offsets(0, 3));
    }
  }

  @Test
  void dropsWhatRetentionHasDeletedOfOnePartitionAlone() throws Exception {
    try (StreamIndex index = StreamIndex.open(new Disk(), "disk", "topics")) {
      for (int offset = 0; offset < 10; offset++) {
        add(index, offset);
      }
      index.addBroken(new RowLocation(OutputTopic.REJECTED, 0, 10), "it has no value");
      index.addBroken(new RowLocation(OutputTopic.REJECTED, 1, 0), "it has no value");
      index.addBroken(new RowLocation(OutputTopic.ACCEPTED, 0, 0), "it has no value");
      index.drop(OutputTopic.REJECTED, 0, 0, 4);
      assertThat(found(index, VerdictFilter.ALL)).isEqualTo(offsets(4, 10));
      assertThat(seen(index, view -> view.matches(VerdictFilter.ALL).total())).isEqualTo(6L);
      assertThat(seen(index, view -> view.matches(VerdictFilter.ALL).counts(Facet.REASON)))
          .isEqualTo(Map.of("WRONG_ANSWER", 6L));
      index.drop(OutputTopic.REJECTED, 0, 0, 11);
      assertThat(found(index, VerdictFilter.ALL)).isEmpty();
      assertThat(index.rows()).isEqualTo(2);
      assertThat(index.end(OutputTopic.REJECTED, 0)).isEqualTo(11);
    }
  }

  @Test
  void beginsAnewForTopicsThatWereCreatedAgain() throws Exception {
    Disk disk = new Disk();
    try (StreamIndex index = StreamIndex.open(disk, "disk", "topics")) {
      add(index, 0);
      revoke(index, 0);
      index.begin("others");
      assertThat(index.rows()).isZero();
      assertThat(index.end(OutputTopic.REJECTED, 0)).isZero();
      add(index, 0);
      assertThat(found(index, REVOKED)).isEmpty();
    }
    try (StreamIndex index = StreamIndex.open(disk, "disk", "others")) {
      assertThat(found(index, VerdictFilter.ALL)).isEqualTo(offsets(0, 1));
    }
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws Exception {
    Disk disk = new Disk();
    try (StreamIndex index = StreamIndex.open(disk, "disk", "topics")) {
      add(index, 0);
    }
    List<String> files = new ArrayList<>(List.of(disk.listAll()));
    for (String file : files) {
      Disk damaged = new Disk();
      for (String each : files) {
        damaged.copyFrom(disk, each, each, IOContext.DEFAULT);
      }
      damaged.deleteFile(file);
      damaged.createOutput(file, IOContext.DEFAULT).close();
      try (StreamIndex index = StreamIndex.open(damaged, "disk", "topics")) {
        assertThat(index.end(OutputTopic.REJECTED, 0)).as(file).isZero();
        add(index, 0);
        assertThat(found(index, VerdictFilter.ALL)).as(file).isEqualTo(offsets(0, 1));
      }
    }
  }
}
