package io.medsift.llm.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.medsift.json.JsonProblem;
import io.medsift.storage.DirectoryLock;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answer cache in a file, {@code answers.jsonl}, with one JSON object a line, of any role, prompt
 * version and model.
 *
 * <p>{@link #put} returns when the answer is on the disk; threads that write at the same time share
 * one flush. An incomplete last line, as a crash leaves it, is removed when the file is opened.
 * Only positions in the file are kept in memory. Its directory is locked: one process at a time.
 */
public final class FileAnswerCache implements AnswerCache {

  private static final String FILE = "answers.jsonl";

  private record Id(String request, int attempt) {}

  private record Line(long start, int length) {}

  private final Path file;
  private final AnswerScope scope;
  private final FileChannel channel;
  private final DirectoryLock lock;
  private final Map<Id, Line> lines = new ConcurrentHashMap<>();
  private final Object flushing = new Object();
  private long written;
  private volatile long flushed;

  private FileAnswerCache(Path file, AnswerScope scope, FileChannel channel, DirectoryLock lock) {
    this.file = file;
    this.scope = scope;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens the cache, creating the file if it does not exist.
   *
   * @throws IOException if another process uses the directory or a line is not an answer; the
   *     message names the file and the line
   */
  public static FileAnswerCache open(Path directory, AnswerScope scope) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(FILE);
    DirectoryLock lock = DirectoryLock.on(directory);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileAnswerCache cache = new FileAnswerCache(file, scope, channel, lock);
      channel.truncate(cache.readLines());
      cache.written = channel.size();
      cache.flushed = cache.written;
      return cache;
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      lock.close();
      throw e;
    }
  }

  /** Reads all complete lines and returns the position behind them. */
  private long readLines() throws IOException {
    long end = 0;
    long number = 0;
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = stream.read(); next >= 0; next = stream.read()) {
        line.write(next);
        if (next == '\n') {
          number++;
          AnswerRecord record = parse(line.toByteArray(), number);
          if (record.scope().equals(scope)) {
            lines.put(new Id(record.content(), record.attempt()), new Line(end, line.size()));
          }
          end += line.size();
          line.reset();
        }
      }
    }
    return end;
  }

  private AnswerRecord parse(byte[] line, long number) throws IOException {
    try {
      AnswerRecord record = AnswerRecord.read(line);
      record.answer();
      record.scope();
      return record;
    } catch (IOException | RuntimeException e) {
      String problem =
          e instanceof JsonProcessingException json ? JsonProblem.of(json) : e.getMessage();
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s line %d is not an answer: %s: fix or remove the line",
              file,
              number,
              problem),
          e);
    }
  }

  @Override
  public PaidAnswer find(String request, int attempt) {
    Line line = lines.get(new Id(request, attempt));
    if (line == null) {
      return null;
    }
    ByteBuffer json = ByteBuffer.allocate(line.length());
    try {
      while (json.hasRemaining()) {
        if (channel.read(json, line.start() + json.position()) < 0) {
          throw new IOException("the file is shorter than before");
        }
      }
      return AnswerRecord.read(json.array()).answer();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  @Override
  public void put(String request, int attempt, PaidAnswer answer) {
    byte[] record = AnswerRecord.write(scope, request, attempt, answer);
    ByteBuffer line = ByteBuffer.allocate(record.length + 1).put(record).put((byte) '\n').flip();
    try {
      long end = append(line);
      synchronized (flushing) {
        if (flushed < end) {
          long reached = reached();
          channel.force(false);
          flushed = reached;
        }
      }
      lines.put(new Id(request, attempt), new Line(end - line.limit(), line.limit()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "a paid answer cannot be written to %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Writes behind the last complete line, over what a failed write left there. */
  private synchronized long append(ByteBuffer line) throws IOException {
    while (line.hasRemaining()) {
      channel.write(line, written + line.position());
    }
    written += line.limit();
    return written;
  }

  private synchronized long reached() {
    return written;
  }

  @Override
  public void close() {
    try (lock) {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed", e);
    }
  }
}
