package io.medsift.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.medsift.cli.live.TopicJob;
import io.medsift.console.index.StreamIndex;
import io.medsift.storage.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {
  @TempDir private Path directory;

  @BeforeEach
  void needsOwners() {
    assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "the file system knows no owners");
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    Path made = PrivateFiles.createDirectories(directory.resolve("runs/first"));
    assertThat(rights(made)).isEqualTo("rwx------");
    assertThat(rights(made.getParent())).isEqualTo("rwx------");
  }

  @Test
  void leavesTheRightsOfOneThatIsThere() throws IOException {
    Path there = Files.createDirectory(directory.resolve("shared"));
    Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(rights(PrivateFiles.createDirectories(there))).isEqualTo("rwxr-x---");
  }

  @Test
  void resultsOfARunAreInOne() throws IOException {
    OutputDirectory.prepare(directory.resolve("curated"));
    assertThat(rights(directory.resolve("curated"))).isEqualTo("rwx------");
  }

  @Test
  void whatAJobBetweenTopicsKeepsIsInOne() throws IOException {
    Path data = directory.resolve("medsift-annotate");
    String log = System.getProperty("medsift.log", "medsift.log");
    new TopicJob("annotate", data, 1, 0, null, Duration.ofSeconds(1)).begin();
    System.setProperty("medsift.log", log);
    assertThat(rights(data)).isEqualTo("rwx------");
  }

  @Test
  void anIndexOfTheConsoleIsInOne() throws IOException {
    Path index = directory.resolve("index");
    StreamIndex.open(index, "topics").close();
    assertThat(rights(index)).isEqualTo("rwx------");
  }

  @Test
  void pagesOfSamplesAreForTheirOwnerAlone() throws IOException {
    Path page = Files.writeString(directory.resolve("page.html"), "an earlier page, for all");
    PrivateFiles.write(page, new byte[] {'x'});

    assertThat(rights(page)).isEqualTo("rw-------");
    assertThat(Files.readString(page)).isEqualTo("x");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
