package io.medsift.curation.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.state.Rank;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketTest {
  private record Entry(Rank rank, int shingles) {}

  @Test
  void keepsSamplesInTheOrderInWhichTheyCame() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2_000; round++) {
      List<Entry> entries = new ArrayList<>();
      byte[] bucket = null;
      int samples = 1 + random.nextInt(12);
      for (int i = 0; i < samples; i++) {
        Entry entry = entry(random);
        entries.add(entry);
        bucket = add(bucket, entry);
      }

      assertThat(read(bucket)).isEqualTo(entries);
    }
  }

  @Test
  void readsAndContinuesWhatEarlierVersionsWrote() {
    SplittableRandom random = new SplittableRandom(2);
    for (int samples = 1; samples <= 32; samples++) {
      List<Entry> entries = new ArrayList<>();
      ByteBuffer earlier = ByteBuffer.allocate(24 * samples);
      for (int i = 0; i < samples; i++) {
        Entry entry = entry(random);
        entries.add(entry);
        entry.rank().write(earlier);
        earlier.putInt(entry.shingles());
      }
      assertThat(read(earlier.array())).isEqualTo(entries);

      Entry next = entry(random);
      entries.add(next);
      assertThat(read(add(earlier.array(), next))).isEqualTo(entries);
    }
  }

  @Test
  void takesAnyRank() {
    Entry least = new Entry(new Rank(Long.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE), 0);
    Entry most =
        new Entry(new Rank(Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE), Integer.MAX_VALUE);

    assertThat(read(add(add(null, least), most))).containsExactly(least, most);
  }

  @Test
  void hasNoSampleWhereThereIsNoBucket() {
    assertThat(read(null)).isEmpty();
  }

  /** From short to long, so that lengths of all kinds occur. */
  private static Entry entry(SplittableRandom random) {
    return new Entry(
        new Rank(
            random.nextLong() >>> random.nextInt(64),
            random.nextInt() >>> random.nextInt(32),
            random.nextLong() >>> random.nextInt(64)),
        random.nextInt() >>> random.nextInt(32));
  }

  private static byte[] add(byte[] bucket, Entry entry) {
    return bucket == null
        ? Bucket.of(entry.rank(), entry.shingles())
        : Bucket.append(bucket, entry.rank(), entry.shingles());
  }

  private static List<Entry> read(byte[] bucket) {
    List<Entry> entries = new ArrayList<>();
    int count = Bucket.forEach(bucket, (rank, shingles) -> entries.add(new Entry(rank, shingles)));
    assertThat(count).isEqualTo(entries.size());
    return entries;
  }
}
