package io.medsift.cli.run;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.storage.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what a job that has ended said of prompts, and writes the last row of each to a file. */
final class PromptDrain {
  private final CurationTopics topics;

  PromptDrain(CurationTopics topics) {
    this.topics = topics;
  }

  void into(Path file) throws IOException, InterruptedException {
    CommittedEnd.await(topics.connection(), topics.promptsDecided());
    TopicRange range = TopicRange.now(topics.connection(), topics.promptsDecided());
    TopicScan<String, byte[]> scan =
        new TopicScan<>(new StringDeserializer(), new ByteArrayDeserializer());
    // All rows of a prompt are in one partition.
    Map<String, Long> last = new HashMap<>();
    scan.read(range, row -> last.put(row.key(), row.offset()));
    AtomicFile.write(
        file,
        out ->
            scan.read(
                range,
                row -> {
                  if (last.get(row.key()) == row.offset()) {
                    write(out, row.value());
                  }
                }));
  }

  private static void write(OutputStream out, byte[] row) {
    try {
      out.write(row);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
