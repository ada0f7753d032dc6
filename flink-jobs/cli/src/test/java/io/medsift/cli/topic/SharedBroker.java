package io.medsift.cli.topic;

import io.medsift.cli.embedded.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One broker for all test classes of a process, since it takes seconds to start. Each test has
 * topics of its own.
 */
public final class SharedBroker {
  private static EmbeddedBroker broker;

  private SharedBroker() {}

  /** The broker, which ends with the process. */
  public static synchronized EmbeddedBroker get() throws IOException {
    if (broker == null) {
      Path directory = Files.createTempDirectory("shared-broker");
      EmbeddedBroker started = EmbeddedBroker.start(directory);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    started.close();
                    delete(directory);
                  }));
      broker = started;
    }
    return broker;
  }

  private static void delete(Path directory) {
    try (Stream<Path> walk = Files.walk(directory)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
