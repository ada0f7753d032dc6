package io.medsift.cli.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.medsift.cli.job.ClusterSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what to the cluster inside a command, asked as a stranger on the machine would. */
class EmbeddedClusterTest {
  private static final String JOB = "00000000000000000000000000000001";

  @TempDir private static Path directory;
  private static EmbeddedCluster cluster;
  private static Set<InetSocketAddress> before;

  @BeforeAll
  static void start() throws Exception {
    before = ListeningSockets.ofThisProcess();
    cluster = EmbeddedCluster.start(ClusterSettings.in(directory, 0), 1, 1);
    // Until its leader is elected, the dashboard answers nobody.
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!ask("GET", "/overview", "Host: localhost").startsWith("HTTP/1.1 200")) {
      assertThat(System.nanoTime()).as("the dashboard answers").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST"})
  void itsDashboardIsThere(String host) throws IOException {
    String port = ":" + cluster.dashboard().getPort();
    assertThat(ask("GET", "/", "Host: " + host + port)).startsWith("HTTP/1.1 200");
    assertThat(ask("GET", "/overview", "Host: " + host)).startsWith("HTTP/1.1 200");
    assertThat(ask("GET", "/overview", "Host: " + host + port, "Origin: http://" + host + port))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("llow-origin: *");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: example.org",
        "Host: localhost.example.org",
        "Host: 127.0.0.1.example.org:8081",
        "Host: 192.168.1.7",
        "Host:",
        "X-Host: localhost",
      })
  void aForeignHostIsRefused(String header) throws IOException {
    assertThat(ask("GET", "/overview", header)).startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org", "null", "http://localhost:1", "https://localhost"})
  void aForeignOriginIsRefused(String origin) throws IOException {
    assertThat(ask("GET", "/overview", "Host: localhost", "Origin: " + origin))
        .startsWith("HTTP/1.1 403")
        .doesNotContainIgnoringCase("access-control-allow-origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /jars/upload",
        "POST /jars/x/run",
        "DELETE /jars/x",
        "OPTIONS /jars/upload",
        "POST /jobs",
        "PATCH /jobs/" + JOB,
        "POST /jobs/" + JOB + "/stop",
        "POST /jobs/" + JOB + "/savepoints",
        "POST /jobs/" + JOB + "/checkpoints",
        "PATCH /jobs/" + JOB + "/rescaling",
        "PUT /jobs/" + JOB + "/resource-requirements",
        "POST /savepoint-disposal",
        "POST /datasets/delete",
        "POST /taskmanagers/x/profiler",
        "DELETE /cluster",
        "GET /jobs/" + JOB + "/yarn-cancel",
        "GET /jobs/" + JOB + "/yarn-stop/",
        "GET /jobs/" + JOB + "/yarn%2Dcancel?x=|",
        "get /overview",
      })
  void whatIsNotLookingIsRefused(String request) throws IOException {
    String[] words = request.split(" ", -1);
    assertThat(ask(words[0], words[1], "Host: localhost")).startsWith("HTTP/1.1 403");
  }

  /** Flink's own code would store an upload before it looks for who takes it. */
  @Test
  void aRefusedUploadLeavesNothingBehind() throws IOException {
    try (Socket socket = connect()) {
      String body =
          "--b\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"x.jar\"\r\n\r\n"
              + "x".repeat(100_000)
              + "\r\n--b--\r\n";
      socket
          .getOutputStream()
          .write(
              ("POST /jars/upload HTTP/1.1\r\n"
                      + "Host: localhost\r\n"
                      + "Content-Type: multipart/form-data; boundary=b\r\n"
                      + "Content-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
          .isEqualTo("HTTP/1.1 403");
    }
    try (Stream<Path> files = Files.walk(directory.resolve("web"))) {
      assertThat(files.filter(file -> file.endsWith("x.jar"))).isEmpty();
    }
  }

  /** Asks the system what this process has listened on since the cluster started. */
  @Test
  void itListensOnLoopbackAlone() throws IOException {
    assumeThat(ListeningSockets.areKnown()).isTrue();
    Set<InetSocketAddress> now = ListeningSockets.ofThisProcess();
    now.removeAll(before);
    assertThat(now).isNotEmpty().allMatch(ListeningSockets::isLoopback);
  }

  private static String ask(String method, String path, String... headers) throws IOException {
    List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1"));
    lines.addAll(List.of(headers));
    lines.add("Connection: close");
    try (Socket socket = connect()) {
      socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static Socket connect() throws IOException {
    URI dashboard = cluster.dashboard();
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.getPort());
    socket.setSoTimeout(120_000);
    return socket;
  }
}
