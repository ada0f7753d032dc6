package io.medsift.review.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.review.ReviewException;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.storage.PrivateFiles;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Sample id, and position of a sample, to the rows about it: a RocksDB directory that grows with
 * the topics. What it holds is in its keys:
 *
 * <ul>
 *   <li>{@code i}, the id, a zero byte, the {@link RowLocation}
 *   <li>{@code p}, topic, a zero byte, partition and offset of the record that the row is about,
 *       the {@link RowLocation}
 *   <li>{@code b}, the {@link RowLocation} of a record that is not a row; the value says what is
 *       wrong
 *   <li>{@code o}, output and partition: up to which offset its rows are in here
 *   <li>{@code n}: how many rows are
 * </ul>
 *
 * <p>Rows and how far they go are written together, so an index that was cut short continues where
 * it stopped. Used by one thread.
 */
final class VerdictIndex implements RowPlaces {
  private static final byte ID = 'i';
  private static final byte POSITION = 'p';
  private static final byte BROKEN = 'b';
  private static final byte[] ROWS = {'n'};
  private static final byte[] NOTHING = {};
  private static final int MAX_SOURCES = 1_000;
  private static final int BATCH = 5_000;

  // What is lost with the process is read again from the topics.
  private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
  private final RocksDB database;
  private final Map<RowPartition, Long> ends = new TreeMap<>();
  private WriteBatch batch = new WriteBatch();
  private int batched;
  private long rows;
  private boolean changed;

  private record RowPartition(OutputTopic output, int partition)
      implements Comparable<RowPartition> {
    @Override
    public int compareTo(RowPartition other) {
      int byOutput = output.compareTo(other.output);
      return byOutput == 0 ? Integer.compare(partition, other.partition) : byOutput;
    }

    private byte[] key() {
      return ByteBuffer.allocate(6)
          .put((byte) 'o')
          .put(RowLocation.code(output))
          .putInt(partition)
          .array();
    }
  }

  private VerdictIndex(RocksDB database) throws RocksDBException {
    this.database = database;
    byte[] stored = database.get(ROWS);
    rows = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
  }

  /**
   * Opens the index in {@code directory}, or begins one.
   *
   * @throws ReviewException if another process has it open, or it cannot be read
   */
  static VerdictIndex open(Path directory) throws IOException {
    PrivateFiles.createDirectories(directory);
    RocksDB.loadLibrary();
    try (Options options = options()) {
      return new VerdictIndex(RocksDB.open(options, directory.toString()));
    } catch (RocksDBException e) {
      throw new ReviewException(
          "the index " + directory + " cannot be opened: " + e.getMessage(),
          "If another 'explain' is running, wait for it. Otherwise delete the directory, which is"
              + " created again, or name another with --index.",
          e);
    }
  }

  private static Options options() {
    return new Options()
        .setCreateIfMissing(true)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setWriteBufferSize(64L << 20)
        .setMaxBackgroundJobs(2)
        .setKeepLogFileNum(1);
  }

  @Override
  public long rows() {
    return rows;
  }

  /** The offset from which on rows of a partition are not in it. */
  long end(OutputTopic output, int partition) {
    RowPartition of = new RowPartition(output, partition);
    return ends.computeIfAbsent(of, this::storedEnd);
  }

  private long storedEnd(RowPartition of) {
    try {
      byte[] stored = database.get(of.key());
      return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    } catch (RocksDBException e) {
      throw new IllegalStateException("the index cannot be read", e);
    }
  }

  /**
   * Adds a row; those of a partition come in their order.
   *
   * @param id null for a row without one
   */
  void add(RowLocation location, byte[] id, Position position) {
    try {
      if (id != null) {
        batch.put(key(idPrefix(id), location), NOTHING);
      }
      batch.put(key(positionPrefix(position), location), NOTHING);
      rows++;
      added(location);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the index cannot be written: " + e.getMessage(), e);
    }
  }

  /** Adds a record that is not a row, in its place among the rows. */
  void addBroken(RowLocation location, String problem) {
    try {
      batch.put(key(new byte[] {BROKEN}, location), problem.getBytes(UTF_8));
      added(location);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the index cannot be written: " + e.getMessage(), e);
    }
  }

  private void added(RowLocation location) throws RocksDBException {
    ends.put(new RowPartition(location.output(), location.partition()), location.offset() + 1);
    changed = true;
    if (++batched == BATCH) {
      write();
    }
  }

  /** Makes durable what was added. */
  void save() {
    if (!changed) {
      return;
    }
    try (FlushOptions flush = new FlushOptions()) {
      write();
      database.flush(flush);
    } catch (RocksDBException e) {
      throw new IllegalStateException("the index cannot be written: " + e.getMessage(), e);
    }
  }

  private void write() throws RocksDBException {
    for (Map.Entry<RowPartition, Long> end : ends.entrySet()) {
      batch.put(end.getKey().key(), bytes(end.getValue()));
    }
    batch.put(ROWS, bytes(rows));
    database.write(writing, batch);
    batch.close();
    batch = new WriteBatch();
    batched = 0;
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  @Override
  public List<RowLocation> byId(String id) {
    return withPrefix(idPrefix(id.getBytes(UTF_8)));
  }

  @Override
  public List<RowLocation> at(Position position) {
    return withPrefix(positionPrefix(position));
  }

  @Override
  public void forEachBroken(BiConsumer<RowLocation, String> consumer) {
    byte[] prefix = {BROKEN};
    try (RocksIterator keys = database.newIterator()) {
      for (keys.seek(prefix); keys.isValid() && startsWith(keys.key(), prefix); keys.next()) {
        ByteBuffer location = ByteBuffer.wrap(keys.key(), 1, RowLocation.LENGTH);
        consumer.accept(RowLocation.read(location), new String(keys.value(), UTF_8));
      }
    }
  }

  /**
   * Looks at one id of each source, and gives up where there are more names before colons than
   * sources could have.
   */
  @Override
  public List<String> idsOfSources(String id) {
    List<String> found = new ArrayList<>();
    try (RocksIterator keys = database.newIterator()) {
      keys.seek(new byte[] {ID});
      for (int seen = 0; seen < MAX_SOURCES && isId(keys); seen++) {
        byte[] key = keys.key();
        int colon = indexOf(key, (byte) ':');
        if (colon > 0) {
          String candidate = new String(key, 1, colon, UTF_8) + id;
          if (!byId(candidate).isEmpty()) {
            found.add(candidate);
          }
        }
        byte[] beyond = Arrays.copyOf(key, colon > 0 ? colon + 1 : indexOf(key, (byte) 0) + 1);
        beyond[beyond.length - 1]++;
        keys.seek(beyond);
      }
    }
    return found;
  }

  private static boolean isId(RocksIterator keys) {
    return keys.isValid() && keys.key()[0] == ID;
  }

  /** Returns the first place of a byte in the id; -1 if there is none. */
  private static int indexOf(byte[] key, byte wanted) {
    for (int i = 1; i < key.length - RowLocation.LENGTH; i++) {
      if (key[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private List<RowLocation> withPrefix(byte[] prefix) {
    List<RowLocation> found = new ArrayList<>();
    try (RocksIterator keys = database.newIterator()) {
      for (keys.seek(prefix); keys.isValid() && startsWith(keys.key(), prefix); keys.next()) {
        byte[] key = keys.key();
        // Another id may continue after a zero byte of its own.
        if (key.length == prefix.length + RowLocation.LENGTH) {
          found.add(RowLocation.read(ByteBuffer.wrap(key, prefix.length, RowLocation.LENGTH)));
        }
      }
    }
    return found;
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] idPrefix(byte[] id) {
    return ByteBuffer.allocate(id.length + 2).put(ID).put(id).put((byte) 0).array();
  }

  private static byte[] positionPrefix(Position position) {
    byte[] topic = position.topic().getBytes(UTF_8);
    return ByteBuffer.allocate(2 + topic.length + Integer.BYTES + Long.BYTES)
        .put(POSITION)
        .put(topic)
        .put((byte) 0)
        .putInt(position.partition())
        .putLong(position.offset())
        .array();
  }

  private static byte[] key(byte[] prefix, RowLocation location) {
    ByteBuffer key = ByteBuffer.allocate(prefix.length + RowLocation.LENGTH).put(prefix);
    location.write(key);
    return key.array();
  }

  @Override
  public void close() {
    batch.close();
    database.close();
    writing.close();
  }
}
