package io.medsift.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path directory;

  @Test
  void checksumsAgreeWithTheStandard() throws IOException {
    MessageDigest digest = Sha256.digest();
    digest.update(new byte[] {'a'});
    digest.update(new byte[] {'b', 'c'});
    assertThat(Sha256.of("abc".getBytes(UTF_8))).isEqualTo(OF_ABC);
    assertThat(Sha256.of(Files.writeString(directory.resolve("abc"), "abc"))).isEqualTo(OF_ABC);
    assertThat(Sha256.hex(digest)).isEqualTo(OF_ABC);
  }

  @Test
  void fileThatCannotBeWrittenStaysAsItWas() throws IOException {
    Path file = directory.resolve("offsets.json");
    AtomicFile.write(file, "first".getBytes(UTF_8));
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write('x');
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("first");
    assertThat(directory).isDirectoryNotContaining("glob:**.partial");

    AtomicFile.write(file, "second".getBytes(UTF_8));
    assertThat(file).hasContent("second");
  }

  @Test
  void deletesALinkButNotWhatItPointsTo() throws IOException {
    Path kept = Files.writeString(directory.resolve("kept"), "content");
    Path tree = Files.createDirectories(directory.resolve("tree/below"));
    Files.createSymbolicLink(tree.resolve("link"), kept);
    Directories.syncTree(tree.getParent());
    Directories.delete(tree.getParent());
    Directories.delete(directory.resolve("missing"));
    assertThat(tree.getParent()).doesNotExist();
    assertThat(kept).hasContent("content");
  }

  @Test
  void directoryIsLockedUntilReleased() throws IOException {
    DirectoryLock held = DirectoryLock.on(directory);
    // The second attempt too: the first must not have released the lock of this process.
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> DirectoryLock.on(directory))
          .isInstanceOf(DirectoryLock.InUseException.class)
          .hasMessage("process " + ProcessHandle.current().pid() + " is working in " + directory);
    }
    held.close();
    DirectoryLock other = DirectoryLock.on(directory);
    held.close();
    assertThatThrownBy(() -> DirectoryLock.on(directory))
        .isInstanceOf(DirectoryLock.InUseException.class);
    other.close();
  }

  @Test
  void fileThatIsNotThereYetIsLockedBesideIt() throws IOException {
    Path target = directory.resolve("new/samples.jsonl");
    DirectoryLock held = DirectoryLock.beside(target);
    assertThatThrownBy(() -> DirectoryLock.beside(target))
        .hasMessageEndingWith("is working in " + target);
    DirectoryLock.beside(target.resolveSibling("other.jsonl")).close();
    held.close();
    assertThat(target.getParent()).isEmptyDirectory();
  }

  @Test
  void lockOfAnotherProcessNamesItAndEndsWithIt() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      assertThatThrownBy(() -> DirectoryLock.on(directory))
          .hasMessage("process " + other.pid() + " is working in " + directory);
    } finally {
      other.destroyForcibly().waitFor();
    }
    DirectoryLock.on(directory).close();
  }

  /** Takes the lock of a directory, and keeps it until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      DirectoryLock lock = DirectoryLock.on(Path.of(arguments[0]));
      System.out.println("held");
      System.in.read();
      lock.close();
    }
  }

  @Test
  void privateFilesAreForTheirOwnerAlone() throws IOException {
    assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "the file system has no POSIX permissions");
    Path made = PrivateFiles.createDirectories(directory.resolve("runs/first"));
    assertThat(permissions(made)).isEqualTo("rwx------");
    assertThat(permissions(made.getParent())).isEqualTo("rwx------");
    assertThat(PrivateFiles.createNewDirectory(made)).isFalse();
    assertThat(PrivateFiles.createNewDirectory(made.resolve("new"))).isTrue();

    Path shared = Files.createDirectory(directory.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(permissions(PrivateFiles.createDirectories(shared))).isEqualTo("rwxr-x---");

    Path page = Files.writeString(directory.resolve("page.html"), "an earlier page, for all");
    PrivateFiles.write(page, new byte[] {'x'});
    assertThat(permissions(page)).isEqualTo("rw-------");
    assertThat(page).hasContent("x");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
