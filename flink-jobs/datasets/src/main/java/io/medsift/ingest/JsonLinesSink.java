package io.medsift.ingest;

import io.medsift.rows.ReadRow;
import io.medsift.sample.Sample;
import io.medsift.storage.AtomicFile;
import io.medsift.storage.DirectoryLock;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Samples as lines of a file. The file is there under its name only once it is whole; until then it
 * has {@code .part} after it, and is deleted where it is closed before.
 */
public final class JsonLinesSink implements SampleSink {
  private static final int BUFFER = 1 << 20;

  private final Path file;
  private final Path part;
  private final DirectoryLock lock;
  private final OutputStream out;
  private final Map<String, Long> counts = new TreeMap<>();
  private boolean whole;

  /**
   * A sink into {@code file}, in place of one that is there.
   *
   * @throws DirectoryLock.InUseException if another process writes to it
   */
  public JsonLinesSink(Path file) throws IOException {
    this.file = file;
    this.part = part(file);
    this.lock = DirectoryLock.beside(file);
    try {
      this.out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public void write(String topic, ReadRow row, Sample sample, byte[] json) throws IOException {
    out.write(json);
    out.write('\n');
    counts.merge(topic, 1L, Long::sum);
  }

  /** Returns the number of samples for each topic. */
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  @Override
  public void commit(FileProgress progress) throws IOException {
    out.flush();
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** Says that all is written, so that {@link #close()} gives the file its name. */
  public void complete() {
    whole = true;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      out.close();
      if (whole) {
        AtomicFile.replace(part, file);
      } else {
        Files.deleteIfExists(part);
      }
    }
  }
}
