package io.medsift.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * A server of files on a port of this machine. With {@code ?list-type=2} it lists a bucket as S3
 * does, whose name is the first directory; it takes every credential. Half of a content may be all
 * that comes.
 */
public final class LocalFiles implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentSkipListMap<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile IntPredicate broken = number -> false;
  private volatile boolean ranges = true;
  private volatile boolean versions = true;

  private LocalFiles() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts a server without files. */
  public static LocalFiles start() throws IOException {
    return new LocalFiles();
  }

  /** The address of the server. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Puts a file at a path that begins with no slash. */
  public void put(String path, byte[] content) {
    files.put(path, content);
  }

  /** Breaks the answers to these requests, by number from 1, after half of the content. */
  public void breakAt(IntPredicate numbers) {
    broken = numbers;
  }

  /** Says nothing of the versions of files. */
  public void withoutVersions() {
    versions = false;
  }

  /** Answers with whole files alone. */
  public void withoutRanges() {
    ranges = false;
  }

  /** Requests that arrived: method, path and range. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + range);
    String path = exchange.getRequestURI().getPath().substring(1);
    String query = exchange.getRequestURI().getRawQuery();
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (query != null && query.contains("list-type=2")) {
        list(exchange, path.replace("/", ""));
      } else if (files.containsKey(path)) {
        file(exchange, files.get(path), ranges ? range : null);
      } else {
        HttpAnswers.send(exchange, 404, error("NoSuchKey"), false);
      }
    }
  }

  private static byte[] error(String code) {
    return ("<Error><Code>" + code + "</Code><Message>none</Message></Error>").getBytes(UTF_8);
  }

  private void file(HttpExchange exchange, byte[] bytes, String range) throws IOException {
    String tag = '"' + Sha256.of(bytes).substring(0, 32) + '"';
    String wanted = exchange.getRequestHeaders().getFirst("If-Match");
    if (wanted != null && !wanted.replace("\"", "").equals(tag.replace("\"", ""))) {
      HttpAnswers.send(exchange, 412, error("PreconditionFailed"), false);
      return;
    }
    if (versions) {
      exchange.getResponseHeaders().set("ETag", tag);
      exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
    }
    boolean breaks = broken.test(count.incrementAndGet());
    HttpAnswers.sendPart(
        exchange, bytes, range, (status, part) -> HttpAnswers.send(exchange, status, part, breaks));
  }

  private void list(HttpExchange exchange, String bucket) throws IOException {
    Map<String, String> parameters = HttpAnswers.query(exchange.getRequestURI());
    String prefix = bucket + "/" + parameters.getOrDefault("prefix", "");
    List<String> keys =
        files.keySet().stream().filter(path -> path.startsWith(bucket + "/")).toList();
    if (keys.isEmpty()) {
      HttpAnswers.send(exchange, 404, error("NoSuchBucket"), false);
      return;
    }
    String after = bucket + "/" + parameters.getOrDefault("continuation-token", "");
    List<String> page =
        keys.stream()
            .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
            .limit(3)
            .toList();
    boolean more = page.size() == 3;
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
            .append("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>")
            .append(bucket)
            .append("</Name><MaxKeys>3</MaxKeys><KeyCount>")
            .append(page.size())
            .append("</KeyCount><IsTruncated>")
            .append(more)
            .append("</IsTruncated>");
    if (more) {
      xml.append("<NextContinuationToken>")
          .append(page.get(2).substring(bucket.length() + 1))
          .append("</NextContinuationToken>");
    }
    for (String path : page) {
      byte[] bytes = files.get(path);
      xml.append("<Contents><Key>")
          .append(path.substring(bucket.length() + 1))
          .append("</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;")
          .append(Sha256.of(bytes), 0, 32)
          .append("&quot;</ETag><Size>")
          .append(bytes.length)
          .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
    }
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    HttpAnswers.send(
        exchange, 200, xml.append("</ListBucketResult>").toString().getBytes(UTF_8), false);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
