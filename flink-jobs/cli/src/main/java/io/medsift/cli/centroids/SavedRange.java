package io.medsift.cli.centroids;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.kafka.topic.TopicRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Remembers up to where a topic is read, so that a run which goes on reads the same records. */
final class SavedRange {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Offsets(String topic, Map<Integer, Long> starts, Map<Integer, Long> ends) {}

  private SavedRange(Path file) {
    this.file = file;
  }

  static SavedRange in(Path directory) {
    return new SavedRange(directory.resolve("topic.json"));
  }

  /** What was saved for this topic before; else {@code now}, which is saved. */
  TopicRange orSave(TopicRange now) throws IOException {
    if (Files.exists(file)) {
      Offsets saved = JSON.readValue(file.toFile(), Offsets.class);
      if (saved.topic().equals(now.topic())) {
        return new TopicRange(now.connection(), saved.topic(), saved.starts(), saved.ends());
      }
    }
    Path partial = file.resolveSibling("topic.json.partial");
    JSON.writeValue(partial.toFile(), new Offsets(now.topic(), now.starts(), now.ends()));
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return now;
  }
}
