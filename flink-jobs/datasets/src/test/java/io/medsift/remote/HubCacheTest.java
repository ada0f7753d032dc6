package io.medsift.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCacheTest {
  @TempDir private Path directory;

  @Test
  void deletesWhatAKilledCopyLeft() throws Exception {
    Path blob = Files.writeString(directory.resolve("blob"), "rows");
    Path snapshot = Files.createDirectory(directory.resolve("snapshot"));
    Path target = snapshot.resolve("x.jsonl");
    Path left = partial(target, 2);
    Path running = partial(target, 0);
    Path another = partial(snapshot.resolve("y.x.jsonl"), 2);

    HubCache.copy(blob, target);

    assertThat(target).hasContent("rows");
    assertThat(left).doesNotExist();
    try (var files = Files.list(snapshot)) {
      assertThat(files).containsExactlyInAnyOrder(target, running, another);
    }
  }

  private static Path partial(Path target, int daysAgo) throws Exception {
    Path partial =
        target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".partial");
    Files.writeString(partial, "ro");
    Files.setLastModifiedTime(
        partial, FileTime.from(Instant.now().minus(Duration.ofDays(daysAgo))));
    return partial;
  }
}
