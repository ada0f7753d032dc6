package io.medsift.console.index;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Lucene directory that is open: its writer, and the searchers that see what that adds. */
record IndexFolder(IndexWriter writer, SearcherManager searchers) {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);
  private static final int BUFFER_MEGABYTES = 64;

  /**
   * Opens a directory. An index that is damaged, or that another version of Lucene wrote, is
   * deleted: all of it can be read again from the topics.
   */
  static IndexFolder open(Directory directory) throws IOException {
    try {
      return opened(directory);
    } catch (IndexFormatTooOldException
        | IndexFormatTooNewException
        | CorruptIndexException
        | EOFException
        | FileNotFoundException
        | NoSuchFileException
        | IllegalArgumentException e) {
      // Lucene says the last where it does not know the codec.
      LOG.warn("the index {} cannot be used, and is rebuilt: {}", directory, e.toString());
      clear(directory);
      return opened(directory);
    }
  }

  private static IndexFolder opened(Directory directory) throws IOException {
    IndexWriter writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(WordQuery.forIndex())
                .setCommitOnClose(false)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES));
    try {
      return new IndexFolder(writer, new SearcherManager(writer, null));
    } catch (IOException | RuntimeException e) {
      writer.rollback();
      throw e;
    }
  }

  /** Deletes an index that cannot be read, and nothing else. */
  private static void clear(Directory directory) throws IOException {
    try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      lock.ensureValid();
      for (String name : directory.listAll()) {
        if (name.startsWith(IndexFileNames.SEGMENTS)
            || name.startsWith(IndexFileNames.PENDING_SEGMENTS)
            || IndexFileNames.CODEC_FILE_PATTERN.matcher(name).matches()) {
          directory.deleteFile(name);
        }
      }
    }
  }

  /** What the last commit says of itself. */
  Map<String, String> committed() {
    Map<String, String> stored = new HashMap<>();
    Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
    if (data != null) {
      data.forEach(each -> stored.put(each.getKey(), each.getValue()));
    }
    return stored;
  }

  /** Closes without a commit. */
  void close() throws IOException {
    try (writer;
        searchers) {
      // Both, whatever one of them throws.
    }
  }
}
