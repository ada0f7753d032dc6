package io.medsift.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir private Path directory;

  @Test
  void findsTheCheckpointThatWasCompletedLast() throws IOException {
    checkpoint("job-a/chk-9", 1_000);
    checkpoint("job-b/chk-2", 3_000);
    checkpoint("job-b/chk-1", 2_000);
    Files.createDirectories(directory.resolve("job-b/chk-3"));
    Files.createDirectories(directory.resolve("job-b/shared"));
    Files.writeString(directory.resolve("notes"), "");

    assertThat(newest()).contains("job-b/chk-2");
  }

  @Test
  void findsNoneWhereNoneIsComplete() throws IOException {
    assertThat(Checkpoints.newest(path(directory.resolve("absent")))).isEmpty();
    Files.createDirectories(directory.resolve("job/chk-1"));
    assertThat(Checkpoints.newest(path(directory))).isEmpty();
  }

  private String newest() throws IOException {
    String found = Checkpoints.newest(path(directory)).orElseThrow().toString();
    return found.substring(found.indexOf("job-"));
  }

  private void checkpoint(String name, long written) throws IOException {
    Path metadata =
        Files.createDirectories(directory.resolve(name)).resolve("_metadata").toAbsolutePath();
    Files.writeString(metadata, "");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(written));
  }

  private static org.apache.flink.core.fs.Path path(Path directory) {
    return new org.apache.flink.core.fs.Path(directory.toUri());
  }
}
