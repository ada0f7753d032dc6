package io.medsift.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The REST API of a Flink cluster. */
final class FlinkRest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration COLLECTING = Duration.ofSeconds(5);
  private static final int PAUSE_MILLIS = 200;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI cluster;

  /**
   * The API at an address.
   *
   * @param cluster the same as the dashboard's
   */
  FlinkRest(URI cluster) {
    String address = cluster.toString();
    this.cluster = address.endsWith("/") ? cluster : URI.create(address + "/");
  }

  URI address() {
    return cluster;
  }

  /** Returns what a path answers; a status other than 200 is an exception. */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(cluster.resolve(path)).timeout(TIMEOUT).GET().build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(path + " gives status " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }

  /** Returns metrics, which a cluster begins to collect when it is first asked for them. */
  JsonNode metrics(String path) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + COLLECTING.toNanos();
    JsonNode metrics = get(path);
    while (metrics.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE_MILLIS);
      metrics = get(path);
    }
    return metrics;
  }
}
