package io.medsift.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two processes from working in one directory. The operating system releases the lock when
 * the process ends, however it ends.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Thrown where another process, or another part of this one, holds the lock. */
  public static final class DirectoryInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    private DirectoryInUseException(Path directory) {
      super("another process is working in " + directory);
    }
  }

  /**
   * Takes the lock of a directory that exists.
   *
   * @throws DirectoryInUseException if another process has it
   */
  public static DirectoryLock on(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new DirectoryInUseException(directory);
    }
    return new DirectoryLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
