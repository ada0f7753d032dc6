package io.medsift.console.index;

import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.storage.PrivateFiles;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * The verdicts of a stream, one document each, in a Lucene directory that grows with the topics.
 * One thread adds; any number of threads look, and see what was there at the last {@link
 * #refresh()}.
 */
public final class StreamIndex implements AutoCloseable {
  /** Changes with the fields of a document: an index of another version is made anew. */
  static final String VERSION = "1";

  static final long REVOKED = 1;
  static final long REINSTATED = 2;

  private static final String VERSION_KEY = "version";
  private static final String OF_KEY = "of";
  private static final int BUFFER_MEGABYTES = 64;

  private final FSDirectory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final String of;
  // Next offset by output and partition.
  private final Map<String, Long> ends = new TreeMap<>();
  private final Map<Position, Long> revised = new HashMap<>();

  private StreamIndex(FSDirectory directory, IndexWriter writer, String of) throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.of = of;
    this.searchers = new SearcherManager(writer, null);
  }

  /** What a step of writing does. */
  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  private void write(Write write) throws IOException {
    try {
      write.run();
    } catch (IOException e) {
      throw new IOException(
          "the index " + directory.getDirectory() + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Why nothing can be written any more until it is opened again; empty while it can. */
  public Optional<String> failure() {
    return Optional.ofNullable(writer.getTragicException())
        .map(
            why ->
                "the index %s cannot be written: %s"
                    .formatted(
                        directory.getDirectory(),
                        why.getMessage() == null ? why.toString() : why.getMessage()));
  }

  /**
   * Opens the index in {@code path}, or begins one. One that was made of something else, or by
   * another version, is emptied.
   *
   * @param of what it is made of, such as the ids of topics
   * @throws IOException if the directory cannot be used; the message is for people
   */
  public static StreamIndex open(Path path, String of) throws IOException {
    PrivateFiles.createDirectories(path);
    FSDirectory directory = FSDirectory.open(path);
    try {
      IndexWriter writer = writer(directory);
      Map<String, String> stored = stored(writer);
      if (!VERSION.equals(stored.get(VERSION_KEY)) || !of.equals(stored.get(OF_KEY))) {
        writer.deleteAll();
        stored = Map.of();
      }
      StreamIndex index = new StreamIndex(directory, writer, of);
      stored.forEach(
          (name, end) -> {
            if (name.contains(":")) {
              index.ends.put(name, Long.parseLong(end));
            }
          });
      return index;
    } catch (LockObtainFailedException e) {
      directory.close();
      throw new IOException("another console has the index " + path + " open", e);
    } catch (IOException e) {
      directory.close();
      throw new IOException("the index " + path + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static IndexWriter writer(FSDirectory directory) throws IOException {
    try {
      return newWriter(directory);
    } catch (IndexFormatTooOldException | IndexFormatTooNewException | IllegalArgumentException e) {
      // Another version of Lucene wrote it, whose format or codec this one does not know.
      clear(directory);
      return newWriter(directory);
    }
  }

  private static IndexWriter newWriter(FSDirectory directory) throws IOException {
    return new IndexWriter(
        directory,
        new IndexWriterConfig(WordQuery.forIndex())
            .setCommitOnClose(false)
            .setRAMBufferSizeMB(BUFFER_MEGABYTES));
  }

  /** Deletes an index that cannot be read, and nothing else. */
  private static void clear(FSDirectory directory) throws IOException {
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

  private static Map<String, String> stored(IndexWriter writer) {
    Map<String, String> stored = new HashMap<>();
    Iterable<Map.Entry<String, String>> committed = writer.getLiveCommitData();
    if (committed != null) {
      committed.forEach(each -> stored.put(each.getKey(), each.getValue()));
    }
    return stored;
  }

  /** The offset from which on rows of a partition are not in it. */
  public synchronized long end(OutputTopic output, int partition) {
    return ends.getOrDefault(key(output, partition), 0L);
  }

  /**
   * Adds a row; those of a partition come in their order.
   *
   * @param written when the row was written, milliseconds since the epoch
   */
  public synchronized void add(RowLocation location, DecidedRow row, long written)
      throws IOException {
    var document = RowDocument.of(location, row, written);
    Long revision = revised.get(row.position());
    if (revision != null) {
      document.removeField(RowDocument.REVISED);
      document.add(new NumericDocValuesField(RowDocument.REVISED, revision));
    }
    write(() -> writer.addDocument(document));
    added(location);
  }

  /** Adds a record that is no row, in its place among the rows. */
  public synchronized void addBroken(RowLocation location, String problem) throws IOException {
    write(() -> writer.addDocument(RowDocument.broken(location, problem)));
    added(location);
  }

  private void added(RowLocation location) {
    ends.put(key(location.output(), location.partition()), location.offset() + 1);
  }

  private static String key(OutputTopic output, int partition) {
    return output + ":" + partition;
  }

  /** Notes the revision of a verdict that counts, whether or not the verdict is there yet. */
  public synchronized void revise(Revision last) throws IOException {
    long now = last.keeps() ? REINSTATED : REVOKED;
    Long before = revised.put(last.position(), now);
    // Before the first row there is no such field, which Lucene refuses to update.
    boolean indexed = writer.getFieldNames().contains(RowDocument.REVISED);
    if (indexed && (before == null || before != now)) {
      Term position = new Term(RowDocument.POSITION, RowDocument.term(last.position().toString()));
      write(() -> writer.updateNumericDocValue(position, RowDocument.REVISED, now));
    }
  }

  /** Lets those who look see what was added. */
  public void refresh() throws IOException {
    write(searchers::maybeRefresh);
  }

  /** Makes durable what was added, and up to where it goes. */
  public synchronized void commit() throws IOException {
    Map<String, String> data = new TreeMap<>();
    data.put(VERSION_KEY, VERSION);
    data.put(OF_KEY, of);
    ends.forEach((name, end) -> data.put(name, Long.toString(end)));
    writer.setLiveCommitData(data.entrySet());
    write(writer::commit);
  }

  /** Merges all segments into one, for a measurement. */
  public void merge() throws IOException {
    writer.forceMerge(1);
  }

  /** Looks at the verdicts as they are now. */
  public <T> T look(Look<T> look) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return look.at(new StreamView(searcher));
    } finally {
      searchers.release(searcher);
    }
  }

  /** What is asked of a view, which must not be kept. */
  @FunctionalInterface
  public interface Look<T> {
    /** Looks. */
    T at(StreamView view) throws IOException;
  }

  /** How many documents there are, records that are no rows included. */
  public int documents() throws IOException {
    return look(StreamView::documents);
  }

  /** Locations of the rows with a term, in order. */
  List<RowLocation> locations(String field, String value) throws IOException {
    return look(view -> view.locations(new TermQuery(new Term(field, RowDocument.term(value)))));
  }

  /** The version of what those who look see: another one after each change. */
  public long version() throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return ((DirectoryReader) searcher.getIndexReader()).getVersion();
    } finally {
      searchers.release(searcher);
    }
  }

  /** Commits, where that can still be done, and closes. */
  @Override
  public void close() {
    try (directory;
        writer;
        searchers) {
      if (writer.isOpen()) {
        commit();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the index of the console cannot be closed", e);
    }
  }
}
