package io.medsift.testkit.process;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Adobe's S3Mock in a process of its own, with one bucket. */
public final class S3Mock implements AutoCloseable {
  private static final String VERSION = "4.7.0";
  private static final String JAR = "s3mock-" + VERSION + "-exec.jar";
  private static final int MOST_MINUTES = 5;

  private final Process process;
  private final int port;

  private S3Mock(Process process, int port) {
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts it. Where its jar is not in the local repository, says so on standard error and ends the
   * running test as skipped.
   */
  public static S3Mock start(Path directory, String bucket) throws Exception {
    Files.createDirectories(directory);
    int port = FreePorts.next();
    Path log = directory.resolve("s3mock.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar().toString(),
                "--server.port=0",
                "--com.adobe.testing.s3mock.httpPort=" + port,
                "--com.adobe.testing.s3mock.store.initial-buckets=" + bucket)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    S3Mock mock = new S3Mock(process, port);
    FlinkRest.await(
        "S3Mock",
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("S3Mock has ended: " + Files.readString(log));
          }
          return Files.readString(log).contains("Started S3MockApplication");
        });
    return mock;
  }

  private static Path jar() {
    // Surefire sets it in each JVM, wherever Maven has the name from.
    String local =
        System.getProperty(
            "localRepository", Path.of(System.getProperty("user.home"), ".m2/repository") + "");
    Path jar = Path.of(local, "com/adobe/testing/s3mock", VERSION, JAR);
    if (!Files.exists(jar)) {
      String missing =
          "SKIPPED: %s is not there; get it with: mvn dependency:get -Dtransitive=false"
              + " -Dartifact=com.adobe.testing:s3mock:%s:jar:exec";
      String said = missing.formatted(jar, VERSION);
      System.err.println(said);
      abort(said);
    }
    return jar;
  }

  /** The address for clients, without TLS. */
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor(MOST_MINUTES, MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
