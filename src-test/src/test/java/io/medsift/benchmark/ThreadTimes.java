package io.medsift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CPU time of every thread of this process, native ones included, by the name that the operating
 * system knows: the first 15 characters. Threads end before the measurement does, so they are read
 * every two seconds. On Linux only; elsewhere it finds none.
 */
final class ThreadTimes implements AutoCloseable {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final int INTERVAL_MILLIS = 2_000;
  private static final double MICROS_PER_TICK = 10_000;
  private static final double SHOWN_MICROS = 0.2;

  /** Positions after the name in a stat file: user and system time. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  private record Usage(String name, long first, long last) {}

  private final Map<String, Usage> threads = new ConcurrentHashMap<>();
  private final Thread reader = new Thread(this::readOn, "thread-times");

  private ThreadTimes() {}

  static ThreadTimes start() {
    ThreadTimes times = new ThreadTimes();
    times.read(true);
    times.reader.setDaemon(true);
    times.reader.start();
    return times;
  }

  private void readOn() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(INTERVAL_MILLIS);
        read(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void read(boolean before) {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        readOne(task, before);
      }
    } catch (IOException e) {
      threads.clear();
    }
  }

  private void readOne(Path task, boolean before) {
    try {
      String stat = Files.readString(task.resolve("stat"), UTF_8);
      String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
      Usage usage = new Usage(name, before ? ticks : 0, ticks);
      threads.merge(
          task.getFileName().toString(),
          usage,
          (known, now) -> new Usage(now.name(), known.first(), now.last()));
    } catch (IOException e) {
      // The thread has ended since the folder was listed.
    }
  }

  /** Prints to standard error where the {@code total} microseconds of each thing went. */
  void print(String thing, int things, double total) {
    System.err.printf("CPU us/%s by thread, of %.1f:%n", thing, total);
    micros().entrySet().stream()
        .filter(thread -> thread.getValue() / things >= SHOWN_MICROS)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(
            thread ->
                System.err.printf("  %-15s %6.1f%n", thread.getKey(), thread.getValue() / things));
  }

  /** Microseconds since the start, by thread name; threads that differ in a number are added up. */
  Map<String, Double> micros() {
    read(false);
    Map<String, Double> micros = new TreeMap<>();
    for (Usage usage : threads.values()) {
      String name = usage.name().replaceAll("[#(].*|[- \\d]+$", "");
      micros.merge(name, (usage.last() - usage.first()) * MICROS_PER_TICK, Double::sum);
    }
    return micros;
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
