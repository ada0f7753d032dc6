package io.medsift.ingest;

import io.medsift.ingest.FileProgress.FileKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * What was ingested into the topics of a cluster.
 *
 * @param files source to the progress of its files
 */
public record IngestedFiles(Map<String, List<FileProgress>> files) {
  /**
   * Reads the progress that was committed; empty if nothing was ingested.
   *
   * @param client settings of all clients, with {@code bootstrap.servers}
   * @throws KafkaException if the cluster cannot be read
   */
  public static IngestedFiles read(Map<String, Object> client) throws InterruptedException {
    Map<String, List<FileProgress>> files = new TreeMap<>();
    if (!exists(client)) {
      return new IngestedFiles(files);
    }
    try (ProgressTopic topic = new ProgressTopic(client)) {
      topic
          .all()
          .forEach(
              (key, progress) ->
                  files
                      .computeIfAbsent(FileKey.source(key), none -> new ArrayList<>())
                      .add(progress));
    }
    return new IngestedFiles(files);
  }

  private static boolean exists(Map<String, Object> client) throws InterruptedException {
    try (Admin admin = Admin.create(client)) {
      return admin.listTopics().names().get().contains(ProgressTopic.NAME);
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    }
  }

  /** Source to the names of its files. */
  public Map<String, List<String>> names() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    files.forEach(
        (source, each) -> names.put(source, each.stream().map(FileProgress::file).toList()));
    return names;
  }
}
