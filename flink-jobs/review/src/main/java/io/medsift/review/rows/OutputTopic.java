package io.medsift.review.rows;

import io.medsift.curation.write.CurationTopics;
import java.nio.file.Path;

/** The three outputs of curation: each is a topic, or a file of the same content. */
public enum OutputTopic {
  ACCEPTED("accepted.jsonl"),
  REJECTED("rejected.jsonl"),
  DEAD_LETTERS("dead-letters.jsonl");

  private final String fileName;

  OutputTopic(String fileName) {
    this.fileName = fileName;
  }

  /** The file in the output directory. */
  public Path in(Path directory) {
    return directory.resolve(fileName);
  }

  /** The name of the topic. */
  public String of(CurationTopics topics) {
    return switch (this) {
      case ACCEPTED -> topics.accepted();
      case REJECTED -> topics.rejected();
      case DEAD_LETTERS -> topics.deadLetters();
    };
  }
}
