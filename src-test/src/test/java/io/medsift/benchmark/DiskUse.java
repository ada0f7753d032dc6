package io.medsift.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/** The most bytes that files of a directory took together, read every half second. */
final class DiskUse implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 500;

  private final Path directory;
  private final String extension;
  private volatile IOException failure;
  private final AtomicLong most = new AtomicLong();
  private final Thread reader = new Thread(this::readOn, "disk-use");

  private DiskUse(Path directory, String extension) {
    this.directory = directory;
    this.extension = extension;
  }

  /** Reads until it is closed; of files whose names end so. */
  static DiskUse of(Path directory, String extension) {
    DiskUse use = new DiskUse(directory, extension);
    use.reader.setDaemon(true);
    use.reader.start();
    return use;
  }

  double mostKilobytes() {
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
    return most.get() / 1e3;
  }

  private void readOn() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        most.accumulateAndGet(bytes(directory, extension), Math::max);
        Thread.sleep(INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      failure = e;
    }
  }

  /** What the files below {@code directory} take whose names end so. */
  static long bytes(Path directory, String extension) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(extension)) {
              bytes.addAndGet(attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
