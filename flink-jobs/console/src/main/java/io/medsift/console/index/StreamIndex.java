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
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * The verdicts of a stream, one document each, in a Lucene directory that grows with the topics.
 * One thread adds; any number of threads look, and see what was there at the last {@link
 * #refresh()}.
 */
public final class StreamIndex implements AutoCloseable {
  /** Changes with the fields of a document: an index of another version is rebuilt. */
  static final String VERSION = "2";

  static final long REVOKED = 1;
  static final long REINSTATED = 2;

  private static final String VERSION_KEY = "version";
  private static final String OF_KEY = "of";
  private static final String PROMPTS = "PROMPTS:";

  private final Directory directory;
  private final String name;
  // Next offset by output and partition.
  private final Map<String, Long> ends = new TreeMap<>();
  private final Map<Position, Long> revised = new HashMap<>();
  private volatile IndexFolder folder;
  private String of;

  private StreamIndex(Directory directory, String name, String of) throws IOException {
    this.directory = directory;
    this.name = name;
    this.of = of;
    this.folder = IndexFolder.open(directory);
    resume();
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
      throw new IOException("the index " + name + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Why nothing can be written any more until {@link #reopen}; empty while it can. */
  public Optional<String> failure() {
    return Optional.ofNullable(folder.writer().getTragicException())
        .map(
            why ->
                why instanceof CorruptIndexException
                    ? "the index %s is damaged: delete it and start the console again (%s)"
                        .formatted(name, why.getMessage())
                    : "the index %s cannot be written: %s"
                        .formatted(name, why.getMessage() == null ? why : why.getMessage()));
  }

  /**
   * Opens the index in {@code path}, or begins one. One that was made of something else, or by
   * another version, or that is damaged, is emptied.
   *
   * @param of what it is made of, such as the ids of topics
   * @throws IOException if the directory cannot be used; the message is for people
   */
  public static StreamIndex open(Path path, String of) throws IOException {
    PrivateFiles.createDirectories(path);
    return open(FSDirectory.open(path), path.toString(), of);
  }

  /** Opens the index in a directory, which is closed with it. */
  static StreamIndex open(Directory directory, String name, String of) throws IOException {
    try {
      return new StreamIndex(directory, name, of);
    } catch (LockObtainFailedException e) {
      directory.close();
      throw new IOException("another console has the index " + name + " open", e);
    } catch (IOException e) {
      directory.close();
      throw new IOException("the index " + name + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private void resume() throws IOException {
    ends.clear();
    revised.clear();
    Map<String, String> stored = folder.committed();
    if (!VERSION.equals(stored.get(VERSION_KEY)) || !of.equals(stored.get(OF_KEY))) {
      folder.writer().deleteAll();
      return;
    }
    stored.forEach(
        (key, end) -> {
          if (key.contains(":")) {
            ends.put(key, Long.parseLong(end));
          }
        });
  }

  /**
   * Opens it again where nothing could be written any more, as after a full disk: what was not
   * committed is not in it, and all revisions must be noted again.
   *
   * @throws IOException if that is still so
   */
  public synchronized void reopen() throws IOException {
    IndexFolder failed = folder;
    write(
        () -> {
          folder = IndexFolder.open(directory);
          resume();
        });
    failed.close();
  }

  /** Begins again, for topics that were created again: what it held is of other ones. */
  public synchronized void begin(String ofOthers) throws IOException {
    of = ofOthers;
    ends.clear();
    revised.clear();
    write(
        () -> {
          folder.writer().deleteAll();
          folder.searchers().maybeRefreshBlocking();
        });
  }

  /** What it is made of. */
  public synchronized String of() {
    return of;
  }

  /**
   * Removes rows of a partition that are no longer in the topic, the records that are not rows too.
   *
   * @param from the first offset of these
   * @param to the offset after the last
   */
  public synchronized void drop(OutputTopic output, int partition, long from, long to)
      throws IOException {
    if (from < to) {
      long first = new RowLocation(output, partition, from).pack();
      Query gone = LongPoint.newRangeQuery(RowDocument.ROW, first, first + (to - from) - 1);
      write(() -> folder.writer().deleteDocuments(gone));
    }
  }

  /** Says from which offset on a partition is read: again, where the topic was cut. */
  public synchronized void readFrom(OutputTopic output, int partition, long offset) {
    ends.put(key(output, partition), offset);
  }

  /** The offset from which on decisions on prompts are not in it. */
  public synchronized long promptsEnd(int partition) {
    return ends.getOrDefault(PROMPTS + partition, 0L);
  }

  /**
   * Notes where the latest decision on a prompt stands.
   *
   * @param at its place in the topic of decided prompts; null where the prompt has none any more
   */
  public synchronized void prompt(String key, Position at) throws IOException {
    Term term = new Term(RowDocument.PROMPT_KEY, RowDocument.term(key));
    write(
        () -> {
          if (at == null) {
            folder.writer().deleteDocuments(term);
          } else {
            folder.writer().updateDocument(term, RowDocument.prompt(key, at));
          }
        });
  }

  /** Removes the places of decisions in a partition, where its topic holds other ones now. */
  public synchronized void dropPrompts(int partition) throws IOException {
    write(() -> folder.writer().deleteDocuments(RowDocument.promptsIn(partition)));
  }

  /** Notes up to where the decisions on prompts are read. */
  public synchronized void promptsReadUpTo(int partition, long end) {
    ends.put(PROMPTS + partition, end);
  }

  /** Where the latest decision on a prompt stands, without its topic; empty where there is none. */
  public Optional<PromptPlace> promptPlace(String key) throws IOException {
    return look(view -> view.prompt(key));
  }

  /** The place of a decision on a prompt in its topic. */
  public record PromptPlace(int partition, long offset) {}

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
    write(() -> folder.writer().addDocument(document));
    added(location);
  }

  /** Adds a record that is not a row, in its place among the rows. */
  public synchronized void addBroken(RowLocation location, String problem) throws IOException {
    write(() -> folder.writer().addDocument(RowDocument.broken(location, problem)));
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
    boolean indexed = folder.writer().getFieldNames().contains(RowDocument.REVISED);
    if (indexed && (before == null || before != now)) {
      Term position = new Term(RowDocument.POSITION, RowDocument.term(last.position().toString()));
      write(() -> folder.writer().updateNumericDocValue(position, RowDocument.REVISED, now));
    }
  }

  /** Lets those who look see what was added. */
  public void refresh() throws IOException {
    write(() -> folder.searchers().maybeRefresh());
  }

  /** Makes durable what was added, and up to where it goes. */
  public synchronized void commit() throws IOException {
    Map<String, String> data = new TreeMap<>();
    data.put(VERSION_KEY, VERSION);
    data.put(OF_KEY, of);
    ends.forEach((name, end) -> data.put(name, Long.toString(end)));
    folder.writer().setLiveCommitData(data.entrySet());
    write(() -> folder.writer().commit());
  }

  /** Merges all segments into one, for a measurement. */
  public void merge() throws IOException {
    folder.writer().forceMerge(1);
  }

  /** Looks at the verdicts as they are now. */
  public <T> T look(Look<T> look) throws IOException {
    return search(searcher -> look.at(new StreamView(searcher)));
  }

  private <T> T search(Search<T> search) throws IOException {
    SearcherManager searchers = folder.searchers();
    IndexSearcher searcher;
    try {
      searcher = searchers.acquire();
    } catch (AlreadyClosedException e) {
      // It was opened again at this moment.
      searchers = folder.searchers();
      searcher = searchers.acquire();
    }
    try {
      return search.in(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  @FunctionalInterface
  private interface Search<T> {
    T in(IndexSearcher searcher) throws IOException;
  }

  /** What is asked of a view, which must not be kept. */
  @FunctionalInterface
  public interface Look<T> {
    /** Looks. */
    T at(StreamView view) throws IOException;
  }

  /** How many rows there are, records that are not rows included. */
  public long rows() throws IOException {
    return look(StreamView::rows);
  }

  /** Locations of the rows with a term, in order. */
  List<RowLocation> locations(String field, String value) throws IOException {
    return look(view -> view.locations(new TermQuery(new Term(field, RowDocument.term(value)))));
  }

  /** The version of what those who look see: another one after each change. */
  public long version() throws IOException {
    return search(searcher -> ((DirectoryReader) searcher.getIndexReader()).getVersion());
  }

  /** Commits, where that can still be done, and closes. */
  @Override
  public void close() {
    try (directory) {
      try {
        if (folder.writer().isOpen()) {
          commit();
        }
      } finally {
        folder.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the index of the console cannot be closed", e);
    }
  }
}
