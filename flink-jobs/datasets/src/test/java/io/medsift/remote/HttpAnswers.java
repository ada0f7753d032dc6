package io.medsift.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the servers of these tests have in common: how they read a request and answer it. */
final class HttpAnswers {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  private HttpAnswers() {}

  /** Sends a content. */
  @FunctionalInterface
  interface Sending {
    void send(int status, byte[] body) throws IOException;
  }

  /** Sends a content, or the part of it that a header {@code Range} asks for; null asks for all. */
  static void sendPart(HttpExchange exchange, byte[] content, String range, Sending sending)
      throws IOException {
    Matcher part = RANGE.matcher(String.valueOf(range));
    if (!part.matches()) {
      sending.send(200, content);
      return;
    }
    int from = Integer.parseInt(part.group(1));
    if (from >= content.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      sending.send(416, new byte[0]);
      return;
    }
    int to =
        part.group(2).isEmpty()
            ? content.length
            : Math.min(content.length, Integer.parseInt(part.group(2)) + 1);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
    sending.send(206, Arrays.copyOfRange(content, from, to));
  }

  /**
   * Sends a status and a body, of which only the length for HEAD.
   *
   * @param half whether half of the body is all that comes
   */
  static void send(HttpExchange exchange, int status, byte[] body, boolean half)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
    exchange.getResponseBody().flush();
  }

  /** The parameters of an address, decoded. */
  static Map<String, String> query(URI uri) {
    Map<String, String> query = new LinkedHashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return query;
  }
}
