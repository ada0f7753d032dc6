package io.medsift.store;

import io.medsift.storage.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Keys and values on the disk of a process: millions of entries take some tens of MiB of memory.
 * Nothing is kept: each process starts with an empty store and deletes it at the end. Thread-safe.
 */
public final class KeyValueStore implements AutoCloseable {

  private static final long CACHE = 32L << 20;
  private static final long WRITE_BUFFER = 16L << 20;
  private static final int BLOOM_BITS = 10;

  private final String content;
  private final Path directory;
  private final LRUCache cache;
  private final BloomFilter filter;
  private final Options options;
  private final WriteOptions writes;
  private final RocksDB database;

  private KeyValueStore(String content, Path directory) throws RocksDBException {
    this.content = content;
    this.directory = directory;
    this.cache = new LRUCache(CACHE);
    this.filter = new BloomFilter(BLOOM_BITS, false);
    this.options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setKeepLogFileNum(1)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setCacheIndexAndFilterBlocks(true)
                    .setFilterPolicy(filter));
    this.writes = new WriteOptions().setDisableWAL(true);
    this.database = RocksDB.open(options, directory.toString());
  }

  /**
   * An empty store below {@code parent}.
   *
   * @param content what is kept, in a word, for messages and the name of the directory
   */
  public static KeyValueStore createIn(Path parent, String content) throws IOException {
    RocksDB.loadLibrary();
    Files.createDirectories(parent);
    Path directory = Files.createTempDirectory(parent, "medsift-" + content + "-");
    try {
      return new KeyValueStore(content, directory);
    } catch (RocksDBException e) {
      Directories.delete(directory);
      throw new IOException("the store of the " + content + " cannot be opened in " + parent, e);
    }
  }

  /** Stores a value, replacing that of the key. */
  public void put(byte[] key, byte[] value) {
    try {
      database.put(writes, key, value);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** Removes a key. */
  public void remove(byte[] key) {
    try {
      database.delete(writes, key);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** The value of a key, null where there is none. */
  public byte[] get(byte[] key) {
    try {
      return database.get(key);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  private IllegalStateException failed(RocksDBException e) {
    return new IllegalStateException(
        "the store of the " + content + " in " + directory + " failed", e);
  }

  @Override
  public void close() {
    database.close();
    writes.close();
    options.close();
    filter.close();
    cache.close();
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      throw new IllegalStateException("the store of the " + content + " cannot be deleted", e);
    }
  }
}
