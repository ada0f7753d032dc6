package io.medsift.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Prometheus of this machine with the configuration of {@code deploy/watch}, but faster. */
public final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private Prometheus(Process process, int port) {
    this.process = process;
    this.address = URI.create("http://127.0.0.1:" + port + "/");
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts one that reads these ports of this machine every second. */
  public static Prometheus start(Path program, Path directory, List<Integer> ports)
      throws Exception {
    Files.createDirectories(directory);
    Path configuration = directory.resolve("prometheus.yaml");
    Files.writeString(configuration, configuration(ports));
    int port = FreePorts.next();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log.txt").toFile())
            .start();
    Prometheus started = new Prometheus(process, port);
    FlinkRest.await("Prometheus", started::ready);
    return started;
  }

  private static String configuration(List<Integer> ports) throws IOException {
    ObjectNode all =
        (ObjectNode) YAML.readTree(WatchQueries.WATCH.resolve("prometheus.yaml").toFile());
    all.withObject("/global").put("scrape_interval", "1s").put("evaluation_interval", "1s");
    all.putArray("rule_files")
        .add(WatchQueries.WATCH.resolve("alerts.yaml").toAbsolutePath().normalize().toString());
    ((ObjectNode) all.at("/scrape_configs/0")).remove("dns_sd_configs");
    ArrayNode targets =
        ((ObjectNode) all.at("/scrape_configs/0/static_configs/0")).putArray("targets");
    ports.forEach(port -> targets.add("127.0.0.1:" + port));
    return YAML.writeValueAsString(all);
  }

  private boolean ready() throws Exception {
    try {
      return get("-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The series that an expression gives now. */
  public JsonNode query(String expression) throws Exception {
    HttpResponse<String> answer = get("api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
    if (answer.statusCode() != 200) {
      throw new AssertionError(expression + ": " + answer.body());
    }
    return JSON.readTree(answer.body()).at("/data/result");
  }

  /** The alerts with their conditions and how they stand. */
  public JsonNode rules() throws Exception {
    return JSON.readTree(get("api/v1/rules").body()).at("/data/groups/0/rules");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
