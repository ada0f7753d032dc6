package io.medsift.ingest;

import static java.lang.String.format;
import static java.util.Objects.requireNonNull;

import io.medsift.codec.SampleWriter;
import io.medsift.ingest.FileProgress.FileKey;
import io.medsift.ingest.IngestOutcome.FileOutcome;
import io.medsift.rows.ReadRow;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.rows.ReadRow.MalformedRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowReader;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.Source.RowMapper;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.cells.UnmappableRowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/** Reads files of one source, row by row, and gives their samples to a sink. */
public final class Ingest {
  private final IngestSettings settings;
  private final SampleSink sink;
  private final UnmappedRows unmapped;
  private final IngestListener listener;

  /** An ingest; rows that cannot be mapped go to {@code unmapped}. */
  public Ingest(
      IngestSettings settings, SampleSink sink, UnmappedRows unmapped, IngestListener listener) {
    this.settings = requireNonNull(settings, "settings is null");
    this.sink = requireNonNull(sink, "sink is null");
    this.unmapped = requireNonNull(unmapped, "unmapped is null");
    this.listener = requireNonNull(listener, "listener is null");
  }

  /**
   * Ingests the files one after the other. A file that was ingested before adds nothing; one that
   * was begun continues. None is begun once the sink takes no more.
   *
   * @throws IOException if a file cannot be read on
   * @throws IngestException if samples cannot be written, or a file was begun in another way
   */
  public IngestOutcome run(List<RowFile> files) throws IOException, InterruptedException {
    List<FileOutcome> outcomes = new ArrayList<>();
    long left = settings.limit();
    for (RowFile file : files) {
      if (left > 0 && sink.takesMore()) {
        FileOutcome outcome = ingest(file, left);
        left -= outcome.reached().rows();
        outcomes.add(outcome);
      }
    }
    return new IngestOutcome(settings.source(), outcomes, unmapped.first());
  }

  private FileOutcome ingest(RowFile file, long limit) throws IOException, InterruptedException {
    String fingerprint = fingerprint(file);
    FileProgress none = FileProgress.none(file.name(), settings.how());
    FileProgress before =
        sink.start(new FileKey(settings.source().card().name(), fingerprint), none);
    requireSameChoices(file, before);
    listener.started(file, before);
    FileProgress reached = before;
    ReadingTally readings = new ReadingTally();
    if (!before.finished() && before.rows() < limit) {
      unmapped.forget(fingerprint, before.rows());
      reached = new FileRun(file, fingerprint, before, readings).run(limit);
    }
    listener.ended(file, before, reached);
    return new FileOutcome(before, reached, readings);
  }

  // Where nothing needs the content, the name still tells the unmapped rows of files apart.
  private String fingerprint(RowFile file) throws IOException {
    return sink.keepsProgress() || !settings.selection().takesAll()
        ? file.fingerprint(bytes -> listener.recognising(file, bytes))
        : file.name();
  }

  private void requireSameChoices(RowFile file, FileProgress before) {
    if (!before.how().equals(settings.how())) {
      throw new IngestException(
          format(
              Locale.ROOT,
              "%s was ingested up to row %,d as %s with %s; this run has %s",
              file.name(),
              before.rows(),
              before.file(),
              before.how(),
              settings.how()),
          "Give the same options, or add --again to ingest the file once more from its first row.",
          null);
    }
  }

  /** One file, from the row that was reached before. */
  private final class FileRun {
    private final RowFile file;
    private final String fingerprint;
    private final RowMapper mapper;
    private long rows;
    private long samples;
    private long leftOut;
    private long unmappedRows;
    private long committedRows;
    private long committedAt = System.nanoTime();

    FileRun(RowFile file, String fingerprint, FileProgress before, ReadingTally readings)
        throws IOException {
      this.file = file;
      this.fingerprint = fingerprint;
      this.mapper = settings.source().mapper(settled(), readings);
      this.rows = before.rows();
      this.samples = before.samples();
      this.leftOut = before.leftOut();
      this.unmappedRows = before.unmapped();
      this.committedRows = rows;
    }

    /** Returns the settings with the readings that the rows of the file show, from its start. */
    private SourceSettings settled() throws IOException {
      if (!settings.source().mustLookThrough(settings.sourceSettings())) {
        return settings.sourceSettings();
      }
      try (RowReader reader = file.open(settings.limits())) {
        return settings.source().settled(settings.sourceSettings(), new GoodRows(reader));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    FileProgress run(long limit) throws IOException {
      try (RowReader reader = file.open(settings.limits())) {
        reader.skip(rows);
        ReadRow row = null;
        while (rows < limit && sink.takesMore() && (row = reader.next()) != null) {
          take(row);
          rows = row.number() + 1;
          if (isTimeToCommit()) {
            commit(false);
          }
          listener.read(file, progress(false), reader.bytesRead());
        }
        return commit(row == null && rows < limit);
      }
    }

    private void take(ReadRow row) throws IOException {
      if (!settings.selection().takes(fingerprint, row.number())) {
        leftOut++;
        return;
      }
      try {
        write(row);
      } catch (UnmappableRowException e) {
        unmapped.add(row, fingerprint, e.getMessage());
        unmappedRows++;
      }
    }

    // All samples of a row are made before the first is written: a row goes whole or not at all.
    private void write(ReadRow row) throws IOException, UnmappableRowException {
      if (row instanceof MalformedRow malformed) {
        throw new UnmappableRowException(malformed.problem());
      }
      List<Sample> mapped = mapper.map((FileRow) row);
      List<String> topics = new ArrayList<>(mapped.size());
      List<byte[]> records = new ArrayList<>(mapped.size());
      for (Sample sample : mapped) {
        topics.add(settings.topics().of(sample));
        records.add(withinLimit(SampleWriter.write(sample)));
      }
      for (int i = 0; i < mapped.size(); i++) {
        sink.write(topics.get(i), row, mapped.get(i), records.get(i));
      }
      samples += mapped.size();
      leftOut += mapped.isEmpty() ? 1 : 0;
    }

    private byte[] withinLimit(byte[] json) throws UnmappableRowException {
      if (json.length > settings.longestSample()) {
        throw new UnmappableRowException(
            format(
                Locale.ROOT,
                "the sample has %,d bytes; the recipe's limits.record_bytes allows %,d",
                json.length,
                settings.longestSample()));
      }
      return json;
    }

    private boolean isTimeToCommit() {
      return rows - committedRows >= settings.commitRows()
          || System.nanoTime() - committedAt >= settings.commitInterval().toNanos();
    }

    // The side file comes first: rows in it that are not committed are forgotten when it continues.
    private FileProgress commit(boolean finished) throws IOException {
      unmapped.flush();
      FileProgress progress = progress(finished);
      sink.commit(progress);
      committedRows = rows;
      committedAt = System.nanoTime();
      return progress;
    }

    private FileProgress progress(boolean finished) {
      return new FileProgress(
          file.name(), settings.how(), rows, samples, leftOut, unmappedRows, finished);
    }
  }

  /** Receives the progress of an ingest from its thread. Must return quickly. */
  public interface IngestListener {
    /** Reports the bytes of a file that were read to compute its fingerprint. */
    default void recognising(RowFile file, long bytes) {}

    /** Reports that a file is started, at a row that is not 0 where it was read before. */
    default void started(RowFile file, FileProgress before) {}

    /** Reports the progress within a file; called often. */
    default void read(RowFile file, FileProgress reached, long bytes) {}

    /** Reports that a file is finished, as far as it was to be read. */
    default void ended(RowFile file, FileProgress before, FileProgress reached) {}

    /** Ignores all progress. */
    IngestListener NONE = new IngestListener() {};
  }

  /** The rows of a file that are not malformed. */
  static final class GoodRows implements Iterator<FileRow> {
    private final RowReader reader;
    private FileRow next;

    GoodRows(RowReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null) {
          ReadRow read = reader.next();
          if (read == null) {
            return false;
          }
          next = read instanceof FileRow row ? row : null;
        }
        return true;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public FileRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException("there is no further row");
      }
      FileRow row = next;
      next = null;
      return row;
    }
  }
}
