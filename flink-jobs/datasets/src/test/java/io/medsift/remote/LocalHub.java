package io.medsift.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A server that speaks the API of the Hub, on a port of this machine: revisions, lists of files in
 * pages, and files, the large ones by a redirect to a second host. Faults can be injected into its
 * answers.
 */
public final class LocalHub implements AutoCloseable {
  /** Files of this size and more are large, and come from the second host. */
  public static final int LARGE = 1_000;

  private static final String MIRROR = "/the/mirror";

  /** A fault in place of an answer, or in it. */
  public enum Fault {
    /** The connection is closed after half of the content. */
    BREAK,
    /** One byte of the content is another one. */
    WRONG_BYTE,
    /** Half of the content comes, then nothing, until the client gives up. */
    STALL,
    TOO_MANY_REQUESTS,
    UNAVAILABLE
  }

  /**
   * A request that arrived.
   *
   * @param host "hub" or "files"
   * @param token null for none
   */
  public record Request(String host, String method, String path, String range, String token) {}

  private record Dataset(Map<String, Map<String, byte[]>> commits, Map<String, String> refs) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer hub;
  private final HttpServer files;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Dataset> datasets = new ConcurrentHashMap<>();
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final Map<byte[], String> sums = Collections.synchronizedMap(new IdentityHashMap<>());
  private final Map<String, String> gated = new ConcurrentHashMap<>();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile IntFunction<Fault> faults = number -> null;
  private volatile int pageSize = 1_000;

  private LocalHub() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    hub = HttpServer.create(new InetSocketAddress(here, 0), 0);
    files = HttpServer.create(new InetSocketAddress(here, 0), 0);
    hub.createContext("/", exchange -> answer("hub", exchange));
    hub.createContext(MIRROR + "/", exchange -> answer("hub", exchange));
    files.createContext("/", exchange -> answer("files", exchange));
    hub.setExecutor(threads);
    files.setExecutor(threads);
    hub.start();
    files.start();
  }

  /** Starts a Hub without datasets. */
  public static LocalHub start() throws IOException {
    return new LocalHub();
  }

  /** The value for {@code HF_ENDPOINT}. */
  public String endpoint() {
    return "http://127.0.0.1:" + hub.getAddress().getPort();
  }

  /**
   * The value for {@code HF_ENDPOINT} of a mirror under a path, which passes on what the Hub says
   * of its own addresses.
   */
  public String mirror() {
    return endpoint() + MIRROR;
  }

  /** Commits files as the new content of a dataset, and returns the commit. */
  public String commit(String dataset, Map<String, byte[]> content) {
    return commit(dataset, "main", content);
  }

  /** Commits files to a branch. */
  public String commit(String dataset, String branch, Map<String, byte[]> content) {
    StringBuilder names = new StringBuilder(dataset);
    new TreeMap<>(content)
        .forEach((path, bytes) -> names.append('\n').append(path).append(sum(bytes)));
    String commit = Sha256.of(names.toString().getBytes(UTF_8)).substring(0, 40);
    Dataset of =
        datasets.computeIfAbsent(
            dataset, name -> new Dataset(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));
    of.commits().put(commit, new TreeMap<>(content));
    of.refs().put(branch, commit);
    content.values().forEach(bytes -> contents.put(sum(bytes), bytes));
    return commit;
  }

  /** Forgets a commit, as where its owner squashes the history. */
  public void forget(String dataset, String commit) {
    datasets.get(dataset).commits().remove(commit);
  }

  /** Refuses a token, whatever it is used for. */
  public void revoke(String token) {
    revoked.add(token);
  }

  /** Lets only this token read a dataset. */
  public void gate(String dataset, String token) {
    gated.put(dataset, token);
  }

  /** Lists so many files on a page. */
  public void pageSize(int entries) {
    pageSize = entries;
  }

  /** Injects faults: number of a request, from 1, to a fault or null. */
  public void faults(IntFunction<Fault> byNumber) {
    faults = byNumber;
  }

  /** Requests that arrived so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void answer(String host, HttpExchange exchange) throws IOException {
    Fault fault = faults.apply(count.incrementAndGet());
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String token = authorization == null ? null : authorization.replaceFirst("^Bearer ", "");
    URI uri = exchange.getRequestURI();
    requests.add(
        new Request(
            host,
            exchange.getRequestMethod(),
            uri.toString(),
            exchange.getRequestHeaders().getFirst("Range"),
            token));
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (fault == Fault.TOO_MANY_REQUESTS) {
        exchange.getResponseHeaders().set("Retry-After", "0");
        send(exchange, 429, new byte[0], null);
      } else if (fault == Fault.UNAVAILABLE) {
        send(exchange, 503, "<html>unavailable</html>".getBytes(UTF_8), null);
      } else if (host.equals("files")) {
        String sum = uri.getPath().substring(1);
        exchange.getResponseHeaders().set("ETag", '"' + sum + '"');
        sendPart(exchange, contents.get(sum), fault);
      } else {
        hub(exchange, segments(uri), body, token, fault);
      }
    }
  }

  private static String path(URI uri) {
    String path = uri.getRawPath();
    return path.startsWith(MIRROR + "/") ? path.substring(MIRROR.length()) : path;
  }

  private static List<String> segments(URI uri) {
    List<String> segments = new ArrayList<>();
    for (String segment : path(uri).substring(1).split("/", -1)) {
      segments.add(URLDecoder.decode(segment.replace("+", "%2B"), UTF_8));
    }
    return segments;
  }

  // [api] datasets OWNER NAME WHAT REVISION PATH...
  private void hub(HttpExchange exchange, List<String> path, byte[] body, String token, Fault fault)
      throws IOException {
    boolean api = path.get(0).equals("api");
    List<String> parts = api ? path.subList(1, path.size()) : path;
    if (parts.size() < 5 || !parts.get(0).equals("datasets")) {
      refuse(exchange, 404, "EntryNotFound", "there is no " + path);
      return;
    }
    if (token != null && revoked.contains(token)) {
      refuse(exchange, 401, null, "Invalid credentials in Authorization header");
      return;
    }
    String name = parts.get(1) + "/" + parts.get(2);
    Dataset dataset = datasets.get(name);
    if (dataset == null) {
      // Without a token the Hub does not tell one that is missing from one that is private.
      refuse(
          exchange,
          token == null ? 401 : 404,
          "RepoNotFound",
          token == null ? "Invalid username or password." : "Repository not found");
      return;
    }
    String commit = dataset.refs().getOrDefault(parts.get(4), parts.get(4));
    Map<String, byte[]> content = dataset.commits().get(commit);
    if (content == null) {
      refuse(exchange, 404, "RevisionNotFound", "Invalid rev id: " + parts.get(4));
      return;
    }
    String rest = String.join("/", parts.subList(5, parts.size()));
    switch ((api ? "api " : "") + parts.get(3)) {
      case "api revision" -> {
        ObjectNode info = JSON.createObjectNode().put("id", name).put("sha", commit);
        info.put("private", false).put("gated", gated.containsKey(name) ? "auto" : null);
        ArrayNode siblings = info.putArray("siblings");
        content.keySet().forEach(each -> siblings.addObject().put("rfilename", each));
        json(exchange, info, fault);
      }
      case "api tree" -> {
        if (isRefused(exchange, name, token)) {
          return;
        }
        tree(exchange, content, rest, fault);
      }
      case "api paths-info" -> {
        if (isRefused(exchange, name, token)) {
          return;
        }
        ArrayNode infos = JSON.createArrayNode();
        for (JsonNode each : JSON.readTree(body).path("paths")) {
          if (content.containsKey(each.asText())) {
            ObjectNode info = file(each.asText(), content.get(each.asText()));
            info.putObject("lastCommit")
                .put("id", commit)
                .put("title", "Add files")
                .put("date", "2026-01-01T00:00:00.000Z");
            infos.add(info);
          }
        }
        json(exchange, infos, fault);
      }
      case "resolve" -> {
        if (isRefused(exchange, name, token)) {
          return;
        }
        byte[] bytes = content.get(rest);
        if (bytes == null) {
          refuse(exchange, 404, "EntryNotFound", "Entry not found");
          return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", commit);
        if (bytes.length < LARGE) {
          exchange.getResponseHeaders().set("ETag", '"' + gitBlob(bytes) + '"');
          sendPart(exchange, bytes, fault);
        } else {
          String sum = sum(bytes);
          exchange.getResponseHeaders().set("X-Linked-Etag", '"' + sum + '"');
          exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(bytes.length));
          exchange.getResponseHeaders().set("X-Xet-Hash", xet(bytes));
          exchange
              .getResponseHeaders()
              .set(
                  "Link",
                  "<https://host.invalid/xet-read-token>; rel=\"xet-auth\","
                      + " <https://host.invalid/reconstructions>;"
                      + " rel=\"xet-reconstruction-info\"");
          exchange
              .getResponseHeaders()
              .set("Location", "http://127.0.0.1:" + files.getAddress().getPort() + "/" + sum);
          send(exchange, 302, new byte[0], null);
        }
      }
      default -> refuse(exchange, 404, "EntryNotFound", "there is no " + path);
    }
  }

  private boolean isRefused(HttpExchange exchange, String dataset, String token)
      throws IOException {
    String needed = gated.get(dataset);
    if (needed == null || needed.equals(token)) {
      return false;
    }
    refuse(
        exchange,
        token == null ? 401 : 403,
        "GatedRepo",
        "Access to dataset " + dataset + " is restricted.");
    return true;
  }

  private void tree(HttpExchange exchange, Map<String, byte[]> content, String under, Fault fault)
      throws IOException {
    Map<String, String> query = HttpAnswers.query(exchange.getRequestURI());
    boolean recursive = query.getOrDefault("recursive", "false").equals("true");
    Map<String, ObjectNode> entries = new TreeMap<>();
    String prefix = under.isEmpty() ? "" : under + "/";
    content.forEach(
        (path, bytes) -> {
          if (!path.startsWith(prefix)) {
            return;
          }
          for (int at = path.indexOf('/', prefix.length());
              at >= 0;
              at = path.indexOf('/', at + 1)) {
            ObjectNode directory = JSON.createObjectNode().put("type", "directory").put("size", 0);
            String name = path.substring(0, at);
            entries.putIfAbsent(name, directory.put("path", name).put("oid", "0".repeat(40)));
            if (!recursive) {
              return;
            }
          }
          entries.put(path, file(path, bytes));
        });
    if (entries.isEmpty() && !under.isEmpty()) {
      refuse(exchange, 404, "EntryNotFound", under + " does not exist");
      return;
    }
    List<ObjectNode> all = List.copyOf(entries.values());
    int start = Integer.parseInt(query.getOrDefault("cursor", "0"));
    int end = Math.min(all.size(), start + pageSize);
    ArrayNode page = JSON.createArrayNode().addAll(all.subList(start, end));
    if (end < all.size()) {
      String next =
          endpoint()
              + path(exchange.getRequestURI())
              + "?recursive="
              + recursive
              + "&expand=false&cursor="
              + end;
      exchange.getResponseHeaders().set("Link", "<" + next + ">; rel=\"next\"");
    }
    json(exchange, page, fault);
  }

  private ObjectNode file(String path, byte[] bytes) {
    ObjectNode file = JSON.createObjectNode().put("type", "file").put("path", path);
    file.put("size", bytes.length).put("oid", gitBlob(bytes));
    if (bytes.length >= LARGE) {
      file.putObject("lfs")
          .put("oid", sum(bytes))
          .put("size", bytes.length)
          .put("pointerSize", 130);
      file.put("xetHash", xet(bytes));
    }
    return file;
  }

  /** Xet has a checksum of its own, which is neither that of Git nor SHA-256. */
  private String xet(byte[] bytes) {
    return Sha256.of(sum(bytes).getBytes(UTF_8));
  }

  private String sum(byte[] bytes) {
    return sums.computeIfAbsent(bytes, Sha256::of);
  }

  static String gitBlob(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(("blob " + bytes.length + "\0").getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refuse(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    if (code != null) {
      exchange.getResponseHeaders().set("X-Error-Code", code);
    }
    exchange.getResponseHeaders().set("X-Error-Message", message);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] body = JSON.writeValueAsBytes(JSON.createObjectNode().put("error", message));
    send(exchange, status, body, null);
  }

  private void json(HttpExchange exchange, Object body, Fault fault) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    // Of a list a changed byte is no fault that a client can see.
    send(
        exchange,
        200,
        JSON.writeValueAsBytes(body),
        fault == Fault.WRONG_BYTE ? Fault.BREAK : fault);
  }

  private void sendPart(HttpExchange exchange, byte[] bytes, Fault fault) throws IOException {
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    HttpAnswers.sendPart(
        exchange,
        bytes,
        exchange.getRequestHeaders().getFirst("Range"),
        (status, part) -> send(exchange, status, part, fault));
  }

  private void send(HttpExchange exchange, int status, byte[] body, Fault fault)
      throws IOException {
    byte[] bytes = body;
    if (fault == Fault.WRONG_BYTE && body.length > 0) {
      bytes = body.clone();
      bytes[bytes.length / 2] ^= 1;
    }
    HttpAnswers.send(exchange, status, bytes, fault == Fault.BREAK || fault == Fault.STALL);
    if (fault == Fault.STALL && body.length > 0) {
      awaitClosing();
    }
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    hub.stop(0);
    files.stop(0);
    threads.shutdownNow();
  }

  /** Bytes of a text. */
  public static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
