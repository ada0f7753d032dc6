package io.medsift.centroids.embed;

import io.medsift.kafka.topic.TopicRange;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import io.medsift.rows.RowReader;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Input of the embedding job.
 *
 * @param files none where a topic is read
 * @param topic null where files are read
 * @param descriptions one sentence for each file or partition
 * @param fingerprint lower-case hexadecimal SHA-256 that changes with any of the content, and not
 *     with the names or the order of files
 */
public record EmbeddingInput(
    List<EmbeddingInput.InputFile> files,
    TopicRange topic,
    List<String> descriptions,
    String fingerprint,
    long rows) {

  /**
   * A file of rows on its way to the subtask that reads it.
   *
   * @param path absolute
   * @param member of an archive; null for a file
   */
  public record InputFile(String path, String member) {

    static InputFile of(RowFile file) {
      return new InputFile(file.path().toAbsolutePath().toString(), file.member());
    }

    RowFile rowFile() {
      return new RowFile(Path.of(path), member, 0);
    }
  }

  public EmbeddingInput {
    files = List.copyOf(files);
    descriptions = List.copyOf(descriptions);
  }

  /** Reads the files once, to know what they hold. */
  public static EmbeddingInput ofFiles(List<RowFile> files) throws IOException {
    List<String> descriptions = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    long rows = 0;
    for (RowFile file : files) {
      String sum = file.fingerprint(read -> {});
      long fileRows = rows(file);
      String name = file.remote() == null ? file.fileName() : file.name();
      descriptions.add(String.format(Locale.ROOT, "%s: %,d rows, sha256 %s", name, fileRows, sum));
      sums.add(sum);
      rows += fileRows;
    }
    return new EmbeddingInput(
        files.stream().map(InputFile::of).toList(),
        null,
        descriptions,
        fingerprint(sums.stream().sorted().toList()),
        rows);
  }

  private static long rows(RowFile file) throws IOException {
    try (RowReader reader = file.open(RowLimits.DEFAULT)) {
      reader.skip(Long.MAX_VALUE);
      return reader.position();
    }
  }

  /** Records of a topic, up to the offsets that are known. */
  public static EmbeddingInput ofTopic(TopicRange topic) {
    return new EmbeddingInput(
        List.of(), topic, topic.descriptions(), fingerprint(topic.descriptions()), topic.records());
  }

  private static String fingerprint(List<String> lines) {
    return Sha256.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }
}
