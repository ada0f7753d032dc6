package io.medsift.llm.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The HTTP request of a chat request, recorded by a server on the loopback interface that the real
 * client is pointed at. Nothing leaves the machine, and the API key is not included.
 *
 * @param headers without {@code Authorization}
 * @param body JSON
 */
public record WireRequest(String method, URI url, Map<String, List<String>> headers, String body) {
  private static final String AUTHORIZATION = "Authorization";
  private static final String HOST = "Host";
  private static final ApiKey NO_KEY = ApiKey.from(Map.of(), ApiKey.DEFAULT_VARIABLE);

  public WireRequest {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  /** Records the first request that an endpoint with these settings would send. */
  public static WireRequest of(ModelSettings settings, ChatRequest request) throws IOException {
    CompletableFuture<WireRequest> recorded = new CompletableFuture<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            // Before the reply, which ends the call.
            recorded.complete(read(exchange, settings.baseUrl()));
            exchange.sendResponseHeaders(400, -1);
          }
        });
    server.start();
    URI here = at(settings.baseUrl(), "http", "127.0.0.1", server.getAddress().getPort());
    try (OpenAiEndpoint endpoint = new OpenAiEndpoint(settings.withBaseUrl(here), NO_KEY)) {
      endpoint.ask(request);
    } catch (ModelException e) {
      if (!recorded.isDone()) {
        throw new IOException("the request could not be recorded: " + e.getMessage(), e);
      }
    } finally {
      server.stop(0);
    }
    return recorded.join();
  }

  private static WireRequest read(HttpExchange exchange, URI baseUrl) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(exchange.getRequestHeaders());
    headers.remove(AUTHORIZATION);
    headers.put(HOST, List.of(baseUrl.getAuthority()));
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    URI url =
        at(exchange.getRequestURI(), baseUrl.getScheme(), baseUrl.getHost(), baseUrl.getPort());
    return new WireRequest(exchange.getRequestMethod(), url, headers, body);
  }

  private static URI at(URI path, String scheme, String host, int port) {
    try {
      return new URI(scheme, null, host, port, path.getPath(), path.getQuery(), null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no URL at " + host, e);
    }
  }
}
