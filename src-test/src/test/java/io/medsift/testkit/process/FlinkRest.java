package io.medsift.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A cluster through its REST API, as an operator uses it. */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Set<String> TERMINAL = Set.of("FINISHED", "CANCELED", "FAILED");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  public FlinkRest(int port) {
    this.address = URI.create("http://127.0.0.1:" + port + "/");
  }

  public JsonNode get(String path) throws Exception {
    return send(HttpRequest.newBuilder(address.resolve(path)));
  }

  public URI address() {
    return address;
  }

  public String text(String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofMinutes(5)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private JsonNode post(String path, JsonNode body) throws Exception {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        http.send(request.timeout(Duration.ofMinutes(5)).build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }

  /** Waits until so many slots are free. */
  public void awaitSlots(int slots) throws Exception {
    await(
        slots + " slots",
        () -> {
          try {
            return get("overview").path("slots-available").asInt() >= slots;
          } catch (IOException e) {
            return false;
          }
        });
  }

  /** Waits until exactly so many TaskManagers are registered. */
  public void awaitTaskManagers(int count) throws Exception {
    await(count + " TaskManagers", () -> taskManagers().size() == count);
  }

  /** Uploads a jar and returns what the cluster calls it. */
  public String upload(Path jar) throws Exception {
    String boundary = "medsift" + System.nanoTime();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String disposition =
        "Content-Disposition: form-data; name=\"jarfile\"; filename=\"%s\""
            .formatted(jar.getFileName());
    body.writeBytes(String.join("\r\n", "--" + boundary, disposition, "", "").getBytes(UTF_8));
    body.writeBytes(Files.readAllBytes(jar));
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
    JsonNode answer =
        send(
            HttpRequest.newBuilder(address.resolve("jars/upload"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    return Path.of(answer.get("filename").asText()).getFileName().toString();
  }

  /**
   * Runs a jar and returns the job.
   *
   * @param savepoint null to start without state
   */
  public String run(String jar, List<String> arguments, int parallelism, String savepoint)
      throws Exception {
    return run(jar, arguments, parallelism, savepoint, false);
  }

  /**
   * The same.
   *
   * @param leaveUnclaimed whether state that no operator claims is left behind
   */
  public String run(
      String jar, List<String> arguments, int parallelism, String savepoint, boolean leaveUnclaimed)
      throws Exception {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode list = body.putArray("programArgsList");
    arguments.forEach(list::add);
    body.put("parallelism", parallelism);
    if (savepoint != null) {
      body.put("savepointPath", savepoint);
      body.put("allowNonRestoredState", leaveUnclaimed);
      body.put("claimMode", savepoint.contains("/chk-") ? "CLAIM" : "NO_CLAIM");
    }
    return post("jars/" + jar + "/run", body).get("jobid").asText();
  }

  public String status(String job) throws Exception {
    return get("jobs/" + job).get("state").asText();
  }

  /** The one job that runs, once it does. */
  public String awaitJob() throws Exception {
    List<String> running = new ArrayList<>();
    await(
        "a running job",
        () -> {
          try {
            for (JsonNode job : get("jobs").get("jobs")) {
              if (job.get("status").asText().equals("RUNNING")) {
                running.add(job.get("id").asText());
              }
            }
          } catch (IOException e) {
            return false;
          }
          return !running.isEmpty();
        });
    return running.get(0);
  }

  /** Waits until a job has finished. */
  public void awaitFinished(String job) throws Exception {
    awaitEnd(job);
    if (!status(job).equals("FINISHED")) {
      throw new AssertionError(
          status(job) + ": " + get("jobs/" + job + "/exceptions").path("root-exception").asText());
    }
  }

  /** Waits until a job has ended, however. */
  public void awaitEnd(String job) throws Exception {
    await("the end of the job", () -> TERMINAL.contains(status(job)));
  }

  public void cancel(String job) throws Exception {
    send(
        HttpRequest.newBuilder(address.resolve("jobs/" + job))
            .method("PATCH", BodyPublishers.noBody()));
    awaitEnd(job);
  }

  /** Stops a job and returns where its state lies. */
  public String stopWithSavepoint(String job, Path directory) throws Exception {
    ObjectNode body =
        JSON.createObjectNode()
            .put("targetDirectory", directory.toUri().toString())
            .put("drain", false)
            .put("formatType", "CANONICAL");
    String request = post("jobs/" + job + "/stop", body).get("request-id").asText();
    String location = savepoint("jobs/" + job + "/savepoints/" + request);
    awaitEnd(job);
    return location;
  }

  /** Takes a savepoint of a job that goes on, and returns where it lies. */
  public String triggerSavepoint(String job, Path directory) throws Exception {
    ObjectNode body =
        JSON.createObjectNode()
            .put("target-directory", directory.toUri().toString())
            .put("cancel-job", false);
    String request = post("jobs/" + job + "/savepoints", body).get("request-id").asText();
    return savepoint("jobs/" + job + "/savepoints/" + request);
  }

  private String savepoint(String path) throws Exception {
    await("the savepoint", () -> get(path).at("/status/id").asText().equals("COMPLETED"));
    JsonNode done = get(path).get("operation");
    if (!done.has("location")) {
      throw new AssertionError("no savepoint: " + done);
    }
    return done.get("location").asText();
  }

  /** Number of the last checkpoint that completed, -1 for none, and while nobody answers. */
  public long lastCheckpoint(String job) {
    return checkpoint(job, "/latest/completed/id");
  }

  /** Number of the last checkpoint that began, or completed, -1 for none. */
  public long checkpointsTriggered(String job) {
    return Math.max(lastCheckpoint(job), checkpoint(job, "/history/0/id"));
  }

  private long checkpoint(String job, String pointer) {
    try {
      return get("jobs/" + job + "/checkpoints").at(pointer).asLong(-1);
    } catch (Exception e) {
      return -1;
    }
  }

  /** How often a job was started anew. */
  public int restarts(String job) throws Exception {
    JsonNode metrics = get("jobs/" + job + "/metrics?get=numRestarts");
    return metrics.isEmpty() ? 0 : metrics.get(0).get("value").asInt();
  }

  public Set<String> taskManagers() throws Exception {
    Set<String> ids = new TreeSet<>();
    get("taskmanagers").get("taskmanagers").forEach(one -> ids.add(one.get("id").asText()));
    return ids;
  }

  /** Where settings, graph and failures of a job are shown. */
  public static List<String> pagesOf(String job) {
    return List.of(
        "config",
        "jobmanager/config",
        "jobmanager/environment",
        "jobs/" + job,
        "jobs/" + job + "/config",
        "jobs/" + job + "/plan",
        "jobs/" + job + "/exceptions");
  }

  /** A condition that a remote call decides. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  public static void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + " did not come in " + PATIENCE);
      }
      Thread.sleep(100);
    }
  }
}
