package io.medsift.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What a process listens on, as the kernel of Linux says it. */
public final class ListeningSockets {
  private static final String LISTENING = "0A";
  private static final String SOCKET = "socket:[";

  private ListeningSockets() {}

  /** Whether this system says it. */
  public static boolean areKnown() {
    return Files.exists(Path.of("/proc/self/net/tcp"));
  }

  /** Whether only processes of the same machine reach the address. */
  public static boolean isLoopback(InetSocketAddress address) {
    return address.getAddress().isLoopbackAddress();
  }

  /** Those of the process of the test. */
  public static Set<InetSocketAddress> ofThisProcess() throws IOException {
    return of("self");
  }

  /** Those of another process. */
  public static Set<InetSocketAddress> of(long process) throws IOException {
    return of(Long.toString(process));
  }

  private static Set<InetSocketAddress> of(String process) throws IOException {
    Set<String> inodes = new HashSet<>();
    Path descriptors = Path.of("/proc", process, "fd");
    if (Files.isDirectory(descriptors)) {
      try (Stream<Path> open = Files.list(descriptors)) {
        for (Path descriptor : open.toList()) {
          String target = target(descriptor);
          if (target.startsWith(SOCKET)) {
            inodes.add(target.substring(SOCKET.length(), target.length() - 1));
          }
        }
      }
    }
    Set<InetSocketAddress> addresses = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : lines(Path.of("/proc", process, "net", table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[3].equals(LISTENING) && inodes.contains(fields[9])) {
          addresses.add(address(fields[1]));
        }
      }
    }
    return addresses;
  }

  private static List<String> lines(Path table) throws IOException {
    try {
      return Files.readAllLines(table);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** An address of four or sixteen bytes in groups of four, each from its end, and a port. */
  private static InetSocketAddress address(String written) throws UnknownHostException {
    int colon = written.indexOf(':');
    byte[] bytes = HexFormat.of().parseHex(written.substring(0, colon));
    byte[] ordered = new byte[bytes.length];
    for (int index = 0; index < bytes.length; index++) {
      ordered[index] = bytes[(index & ~3) + 3 - (index & 3)];
    }
    return new InetSocketAddress(
        InetAddress.getByAddress(ordered), Integer.parseInt(written.substring(colon + 1), 16));
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Looks again and again, so that what listens for a moment is seen too. */
  public static final class Watch implements AutoCloseable {
    private static final int PAUSE_MILLIS = 20;

    private final Set<InetSocketAddress> before;
    private final Set<InetSocketAddress> seen = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::look, "listening-sockets");

    private Watch(Set<InetSocketAddress> before) {
      this.before = before;
    }

    /** Begins to look at this process, for what it does not listen on yet. */
    public static Watch start() throws IOException {
      Watch watch = new Watch(ofThisProcess());
      watch.thread.setDaemon(true);
      watch.thread.start();
      return watch;
    }

    private void look() {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          Set<InetSocketAddress> now = ofThisProcess();
          now.removeAll(before);
          seen.addAll(now);
          Thread.sleep(PAUSE_MILLIS);
        }
      } catch (IOException e) {
        throw new IllegalStateException("/proc cannot be read", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** All that was listened on so far. */
    public Set<InetSocketAddress> seen() {
      return Set.copyOf(seen);
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
