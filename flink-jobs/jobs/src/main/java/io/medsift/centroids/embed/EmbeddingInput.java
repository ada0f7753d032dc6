package io.medsift.centroids.embed;

import io.medsift.embedding.Sha256;
import io.medsift.topic.TopicRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job reads.
 *
 * @param files absolute paths; none where a topic is read
 * @param topic null where files are read
 * @param descriptions one sentence for each file or partition
 * @param fingerprint lower-case hexadecimal SHA-256 that changes with any of the content, and not
 *     with the names or the order of files
 */
public record EmbeddingInput(
    List<Path> files, TopicRange topic, List<String> descriptions, String fingerprint, long rows) {

  public EmbeddingInput {
    files = List.copyOf(files);
    descriptions = List.copyOf(descriptions);
  }

  /** Reads the files once, to know what they hold. */
  public static EmbeddingInput ofFiles(List<Path> files) throws IOException {
    List<String> descriptions = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    long rows = 0;
    for (Path file : files) {
      RowFile surveyed = RowFile.survey(file);
      descriptions.add(
          "%s: %,d rows, sha256 %s"
              .formatted(file.getFileName(), surveyed.rows(), surveyed.sha256()));
      sums.add(surveyed.sha256());
      rows += surveyed.rows();
    }
    return new EmbeddingInput(
        files.stream().map(Path::toAbsolutePath).toList(),
        null,
        descriptions,
        fingerprint(sums.stream().sorted().toList()),
        rows);
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
