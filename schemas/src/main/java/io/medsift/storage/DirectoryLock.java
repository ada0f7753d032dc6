package io.medsift.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps two processes from working on the same directory or file. The operating system releases the
 * lock when the process ends, however it ends.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = ".lock";
  private static final int LONGEST_ID = 20;

  /** Closing a second channel of a file would release the lock that this process has on it. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final boolean temporary;

  private DirectoryLock(Path file, FileChannel channel, boolean temporary) {
    this.file = file;
    this.channel = channel;
    this.temporary = temporary;
  }

  /** Thrown where another process, or another part of this one, holds the lock. */
  public static final class InUseException extends IOException {
    private static final long serialVersionUID = 1L;

    private InUseException(String process, Path locked) {
      super(process + " is working in " + locked);
    }
  }

  /**
   * Takes the lock of a directory that exists.
   *
   * @throws InUseException if another process has it; the message says which
   */
  public static DirectoryLock on(Path directory) throws IOException {
    return take(directory.toRealPath().resolve(FILE), directory, false);
  }

  /**
   * Takes the lock of a file or directory that need not exist, by a file beside it that is there
   * while the lock is held. Its directory is made.
   *
   * @throws InUseException if another process has it; the message says which
   */
  public static DirectoryLock beside(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = Files.createDirectories(absolute.getParent()).toRealPath();
    return take(parent.resolve("." + absolute.getFileName() + FILE), target, true);
  }

  private static DirectoryLock take(Path file, Path locked, boolean temporary) throws IOException {
    if (!HELD.add(file)) {
      throw new InUseException(process(ProcessHandle.current().pid()), locked);
    }
    DirectoryLock taken = null;
    try {
      while (taken == null) {
        taken = attempt(file, locked, temporary);
      }
      return taken;
    } finally {
      if (taken == null) {
        HELD.remove(file);
      }
    }
  }

  /** Returns null where the file was deleted meanwhile: its lock would keep nobody away. */
  private static DirectoryLock attempt(Path file, Path locked, boolean temporary)
      throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // Of a process that runs, or of one that has ended.
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      Object before = key(file);
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new InUseException(holder(channel), locked);
      }
      if (before == null || before.equals(key(file))) {
        channel.truncate(0);
        channel.write(
            ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)), 0);
        taken = true;
        return new DirectoryLock(file, channel, temporary);
      }
    } catch (NoSuchFileException e) {
      if (!Files.isDirectory(file.getParent())) {
        throw e;
      }
    } finally {
      if (channel != null && !taken) {
        channel.close();
      }
    }
    return null;
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer id = ByteBuffer.allocate(LONGEST_ID);
    channel.read(id, 0);
    try {
      return process(Long.parseLong(new String(id.array(), 0, id.position(), US_ASCII)));
    } catch (NumberFormatException e) {
      // It has not written it yet.
      return "another process";
    }
  }

  private static String process(long id) {
    return "process " + id;
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      if (temporary) {
        Files.deleteIfExists(file);
      }
    } finally {
      HELD.remove(file);
    }
  }
}
