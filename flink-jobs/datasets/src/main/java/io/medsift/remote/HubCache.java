package io.medsift.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.remote.RemotePath.HubPath;
import io.medsift.storage.AtomicFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one dataset in the cache, in the layout of {@code huggingface_hub}: {@code
 * blobs/CHECKSUM} holds content, {@code snapshots/COMMIT/PATH} links to it, and {@code
 * refs/REVISION} holds the commit of a branch or tag. Beside it, {@code .medsift} keeps the lists
 * of files by commit.
 */
final class HubCache {
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;

  HubCache(Path hubCache, HubPath dataset) {
    this.folder =
        hubCache
            .resolve("datasets--" + dataset.owner() + "--" + dataset.dataset())
            .toAbsolutePath();
  }

  Path blob(Checksum checksum) {
    return folder.resolve("blobs").resolve(checksum.hex());
  }

  /** Another name than that of huggingface_hub, whose locks are not ours. */
  Path partial(Checksum checksum) {
    return folder.resolve("blobs").resolve(checksum.hex() + ".medsift");
  }

  Path snapshot(String commit, String path) {
    return folder.resolve("snapshots").resolve(commit).resolve(path);
  }

  /** The commit that a branch or tag had when it was last asked for; null where it never was. */
  String commit(String revision) throws IOException {
    Path ref = folder.resolve("refs").resolve(revision);
    String commit = Files.isRegularFile(ref) ? Files.readString(ref).strip() : "";
    return commit.matches("[0-9a-f]{40}") ? commit : null;
  }

  void setCommit(String revision, String commit) throws IOException {
    if (!commit.equals(commit(revision))) {
      note(folder.resolve("refs").resolve(revision), commit.getBytes(UTF_8));
    }
  }

  /** The list of files of a commit; null where there is none. */
  byte[] list(String commit) throws IOException {
    Path list = folder.resolve(".medsift").resolve(commit + ".json");
    return Files.isRegularFile(list) ? Files.readAllBytes(list) : null;
  }

  void setList(String commit, byte[] json) {
    note(folder.resolve(".medsift").resolve(commit + ".json"), json);
  }

  /** Keeps what can be asked for again: a cache that may only be read does without. */
  private static void note(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      inOneStep(file, partial -> Files.write(partial, content));
    } catch (IOException e) {
      // The file that is read from this cache next says what is wrong with it.
    }
  }

  /** Links a path of a commit to its content; returns true if that is there and whole. */
  boolean link(String commit, String path, Checksum checksum, long size) throws IOException {
    Path blob = blob(checksum);
    Path link = snapshot(commit, path);
    if (!Files.isRegularFile(blob) || Files.size(blob) != size) {
      return false;
    }
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    try {
      Files.createSymbolicLink(link, link.getParent().relativize(blob));
    } catch (FileAlreadyExistsException e) {
      // Another process has linked it.
    } catch (UnsupportedOperationException | IOException e) {
      copy(blob, link);
    }
    return true;
  }

  /** For a file system without links. */
  static void copy(Path blob, Path target) throws IOException {
    inOneStep(target, partial -> Files.copy(blob, partial));
  }

  private interface Writing {
    void to(Path partial) throws IOException;
  }

  /** Another process may write the same at the same time. */
  private static void inOneStep(Path target, Writing writing) throws IOException {
    deleteAbandoned(target);
    Path partial =
        target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".partial");
    try {
      writing.to(partial);
      AtomicFile.replace(partial, target);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** Deletes what a process left that was killed while it wrote: nothing was added for a day. */
  private static void deleteAbandoned(Path target) throws IOException {
    String name = Pattern.quote(target.getFileName() + ".") + "[0-9a-f-]{36}\\.partial";
    Instant dayAgo = Instant.now().minus(ABANDONED);
    List<Path> partials;
    try (Stream<Path> beside = Files.list(target.getParent())) {
      partials = beside.filter(each -> each.getFileName().toString().matches(name)).toList();
    }
    for (Path partial : partials) {
      try {
        if (Files.getLastModifiedTime(partial).toInstant().isBefore(dayAgo)) {
          Files.delete(partial);
        }
      } catch (NoSuchFileException e) {
        // Its own process has finished it, or another has deleted it.
      }
    }
  }
}
