package io.medsift.labelling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Every answer that was paid for, one JSON object a line in {@code answers.jsonl}, of whatever
 * model, words and labels.
 *
 * <p>{@link #append} returns when the answer is on the disk; threads that append at the same time
 * share one flush. A last line that a crash cut is removed when the log is opened. One process at a
 * time.
 */
final class AnswerLog implements AutoCloseable {

  private static final String FILE = "answers.jsonl";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final FileChannel channel;
  private final Object flushing = new Object();
  private long written;
  private volatile long flushed;

  private AnswerLog(FileChannel channel) throws IOException {
    this.channel = channel;
    this.written = channel.size();
    this.flushed = written;
  }

  /**
   * Opens the log, made if absent.
   *
   * @param known told of each answer that is there
   * @throws IOException when another process has it open or a line is no answer; the message says
   *     which
   */
  static AnswerLog open(Path directory, Consumer<Answer> known) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(channel, file);
      channel.truncate(read(file, known));
      channel.position(channel.size());
      return new AnswerLog(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException(file + " is in use by another process: wait for it, or end it");
    }
  }

  /** Tells of all whole lines and returns where they end. */
  private static long read(Path file, Consumer<Answer> known) throws IOException {
    long end = 0;
    long number = 0;
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = stream.read(); next >= 0; next = stream.read()) {
        line.write(next);
        if (next == '\n') {
          number++;
          known.accept(parse(line.toByteArray(), file, number));
          end += line.size();
          line.reset();
        }
      }
    }
    return end;
  }

  private static Answer parse(byte[] line, Path file, long number) throws IOException {
    try {
      return JSON.readValue(line, Answer.class);
    } catch (IOException e) {
      String problem =
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      throw new IOException(
          file + " line " + number + " is not an answer: " + problem + ": mend or remove the line",
          e);
    }
  }

  /** Adds an answer that survives the process and the machine. */
  void append(Answer answer) throws IOException {
    byte[] line = (JSON.writeValueAsString(answer) + "\n").getBytes(UTF_8);
    long end = write(line);
    synchronized (flushing) {
      if (flushed < end) {
        long reached = reached();
        channel.force(false);
        flushed = reached;
      }
    }
  }

  private synchronized long write(byte[] line) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(line);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    written += line.length;
    return written;
  }

  private synchronized long reached() {
    return written;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
