package io.medsift.cli.input;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the lines of files to the topic of samples, one record each.
 *
 * <p>The clock of these records is the line number: each is one millisecond after the one before,
 * over all partitions. So the rank order is the order of the lines, however many partitions there
 * are, and a run gives the same verdicts every time.
 */
public final class SampleLoader {
  /** Longest line that can be loaded; what passes the recipe's own limit becomes a dead letter. */
  public static final int LONGEST_LINE = 64 << 20;

  /** Name of the record header that holds file and line, as {@code samples.jsonl:17}. */
  public static final String LINE_HEADER = "medsift-line";

  private final String bootstrapServers;
  private final String topic;
  private final int partitions;

  /** A loader into {@code topic}, which exists, is empty and has that many partitions. */
  public SampleLoader(String bootstrapServers, String topic, int partitions) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.partitions = partitions;
  }

  /**
   * Loads the files in their order.
   *
   * @param start timestamp of the first record, milliseconds since the epoch
   * @throws CommandFailedException if a file cannot be read or a line cannot be written
   */
  public LoadedSamples load(List<Path> files, long start) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    List<LoadedSamples.InputFile> loaded = new ArrayList<>();
    Progress progress = new Progress();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings())) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        loaded.add(new LoadedSamples.InputFile(name, progress.lines));
        readLines(
            file,
            (line, number) -> {
              if (InputLines.isBlank(line)) {
                progress.blankLines++;
                return;
              }
              long index = progress.lines++;
              ProducerRecord<byte[], byte[]> sample =
                  new ProducerRecord<>(
                      topic, (int) (index % partitions), start + index, null, line);
              sample.headers().add(LINE_HEADER, (name + ":" + number).getBytes(UTF_8));
              // The callback sees the failure, and there are too many futures to keep.
              Future<?> unused =
                  producer.send(sample, (written, error) -> failure.compareAndSet(null, error));
              rethrow(failure.get());
            });
      }
      producer.flush();
    }
    rethrow(failure.get());
    return new LoadedSamples(topic, progress.lines, progress.blankLines, partitions, loaded);
  }

  private static void readLines(Path file, InputLines.LineConsumer consumer) {
    try {
      InputLines.read(file, LONGEST_LINE, consumer);
    } catch (IOException e) {
      throw new CommandFailedException(
          format("%s cannot be read: %s", file, e.getMessage()),
          "Check that the file is whole and, if it is compressed, that it is gzip.",
          e);
    }
  }

  private static final class Progress {
    private long lines;
    private long blankLines;
  }

  private void rethrow(Exception failure) {
    if (failure != null) {
      throw new CommandFailedException(
          format("the input could not be written to the topic %s: %s", topic, failure.getMessage()),
          "Check that the output directory's disk has room for a copy of the input.",
          failure);
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        5,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 << 10,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        2L * LONGEST_LINE,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        LONGEST_LINE + (1 << 20));
  }
}
