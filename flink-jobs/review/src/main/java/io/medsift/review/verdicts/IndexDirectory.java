package io.medsift.review.verdicts;

import io.medsift.curation.write.CurationTopics;
import java.nio.file.Path;

/** Directory in which the index of a job's topics is kept between lookups. */
final class IndexDirectory {
  /** Version of the index format: an index of another version is not read. */
  private static final String FORMAT = "2";

  private IndexDirectory() {}

  /** Returns the directory of indexes in the user's cache. */
  static Path inCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return caches.resolve("medsift").resolve("verdicts");
  }

  /** Returns the directory under {@code parent} that belongs to these topics. */
  static Path of(CurationTopics topics, Path parent) throws InterruptedException {
    return parent.resolve(FORMAT).resolve(TopicVerdicts.identity(topics));
  }
}
