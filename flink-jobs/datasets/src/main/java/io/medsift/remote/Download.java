package io.medsift.remote;

import static java.lang.String.format;

import io.medsift.remote.RemoteFile.Progress;
import io.medsift.remote.RemoteHost.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Fetches one file. What arrives goes to a partial file, whose lock keeps others from it; it takes
 * its place in one step when size and checksum are right. Interrupted, the next fetch resumes after
 * what has arrived.
 */
final class Download {
  private static final int BUFFER = 1 << 18;
  private static final int MOST_WRONG = 3;

  private final RemoteFile file;
  private final Progress progress;
  private final Path partial;
  private final byte[] buffer = new byte[BUFFER];
  private MessageDigest digest;
  private long position;

  Download(RemoteFile file, Progress progress) {
    this.file = file;
    this.progress = progress;
    this.partial = file.partial();
  }

  void run() throws IOException {
    file.cacheDirectory();
    try (FileChannel out =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      lock(out);
      if (file.isCached()) {
        Files.deleteIfExists(partial);
        return;
      }
      resume(out);
      requireSpace();
      fetch(out);
    }
  }

  private void lock(FileChannel out) throws IOException {
    try {
      progress.note("waiting for another process that fetches " + file.fileName());
      out.lock();
      progress.note("");
    } catch (OverlappingFileLockException e) {
      throw RemoteException.failed(
          file.name() + " is being fetched by another part of this process",
          "Run the command again.",
          e);
    }
  }

  private void resume(FileChannel out) throws IOException {
    restart();
    // What an earlier fetch has left may be of another version where nothing tells versions apart.
    if (out.size() > file.size() || (file.version() == null && file.checksum() == null)) {
      out.truncate(0);
    }
    ByteBuffer bytes = ByteBuffer.wrap(buffer);
    while (out.read(bytes, position) > 0) {
      took(bytes.position());
      bytes.clear();
    }
  }

  private void restart() {
    digest = file.checksum() == null ? null : file.checksum().digest(file.size());
    position = 0;
  }

  private void took(int count) {
    if (digest != null) {
      digest.update(buffer, 0, count);
    }
    position += count;
    progress.reached(position);
  }

  private void requireSpace() throws IOException {
    long free = free();
    if (file.size() - position > free) {
      throw noSpace("", free, null);
    }
  }

  private long free() throws IOException {
    return Files.getFileStore(partial).getUsableSpace();
  }

  /**
   * What has arrived is kept for the next fetch.
   *
   * @param problem that the system has stated, empty where nothing was written
   */
  private RemoteException noSpace(String problem, long free, IOException cause) throws IOException {
    return RemoteException.failed(
        format(
            Locale.ROOT,
            "%s needs %,d bytes more in %s, where %,d are free%s",
            file.name(),
            file.size() - Files.size(partial),
            partial.getParent(),
            free,
            problem),
        "Free space there, or set HF_HUB_CACHE (for files of the Hub) or MEDSIFT_CACHE (for"
            + " others) to another disk. What has arrived is kept.",
        cause);
  }

  private void fetch(FileChannel out) throws IOException {
    Attempts attempts = file.attempts(progress::note);
    int wrong = 0;
    while (true) {
      long before = position;
      try {
        while (position < file.size()) {
          copy(out);
        }
        if (isRight()) {
          out.force(true);
          file.host().keep(file, partial);
          return;
        }
        wrong++;
      } catch (TransientException e) {
        if (position > before) {
          attempts.progressed();
        }
        attempts.failed(e);
        continue;
      }
      out.truncate(0);
      restart();
      if (wrong == MOST_WRONG) {
        throw RemoteException.failed(
            format(
                Locale.ROOT,
                "%s was downloaded %d times, and its checksum never matched the one that the host"
                    + " states",
                file.name(),
                wrong),
            "A proxy, a mirror or faulty memory may change the file on the way. Try again without"
                + " the proxy or the mirror.",
            null);
      }
    }
  }

  private void copy(FileChannel out) throws IOException {
    try (Body body = file.open(position, file.size())) {
      if (body.from() != position) {
        out.truncate(body.from());
        restart();
      }
      int count = 0;
      while (position < file.size() && (count = read(body)) >= 0) {
        write(out, count);
        took(count);
      }
      if (count < 0) {
        throw new TransientException(
            format(
                Locale.ROOT,
                "the host closed the connection after %,d of %,d bytes",
                position,
                file.size()),
            (Throwable) null);
      }
    }
  }

  private int read(Body body) throws IOException {
    try {
      return body.content().read(buffer, 0, (int) Math.min(buffer.length, file.size() - position));
    } catch (IOException e) {
      throw HttpRequests.interrupted(e);
    }
  }

  private void write(FileChannel out, int count) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
      while (bytes.hasRemaining()) {
        out.write(bytes, position + bytes.position());
      }
    } catch (IOException e) {
      throw noSpace(", and writing failed: " + e.getMessage(), free(), e);
    }
  }

  private boolean isRight() throws IOException {
    return digest == null
        || HexFormat.of().formatHex(digest.digest()).equals(file.checksum().hex());
  }
}
