package io.medsift.testkit.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that must be told one before they start, and that keep it when they are
 * started again.
 *
 * <p>A port is nobody else's until this JVM ends: the system gives none of them to a connection, as
 * they lie below those, and no test of another JVM is given it, as a lock on a file says that it is
 * taken.
 */
public final class FreePorts {
  private static final int FIRST = 10_000;
  private static final int DEFAULT_LAST = 32_768;
  private static final int LEAST = 1_000;
  private static final int TRIES = 1_000;
  private static final Path LOCKS =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "medsift-test-ports-" + System.getProperty("user.name"));

  // Held until the JVM ends.
  private static final List<FileChannel> TAKEN = new ArrayList<>();

  private FreePorts() {}

  /** A port that nobody listens on, or is about to. */
  public static synchronized int next() throws IOException {
    int last = last();
    for (int tried = 0; tried < TRIES; tried++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, last);
      if (take(port)) {
        return port;
      }
    }
    throw new IOException("of the ports %d to %d none is free".formatted(FIRST, last - 1));
  }

  private static boolean take(int port) throws IOException {
    Files.createDirectories(LOCKS);
    FileChannel lock =
        FileChannel.open(
            LOCKS.resolve(Integer.toString(port)),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      if (lock.tryLock() != null) {
        TAKEN.add(lock);
        return free.isBound();
      }
    } catch (IOException | RuntimeException taken) {
      // By a server, or by this JVM.
    }
    lock.close();
    return false;
  }

  /** The first port that the system gives to connections, where it says so. */
  private static int last() throws IOException {
    Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    if (!Files.exists(range)) {
      return DEFAULT_LAST;
    }
    int first = Integer.parseInt(Files.readString(range).strip().split("\\s+", -1)[0]);
    return first < FIRST + LEAST ? DEFAULT_LAST : first;
  }
}
