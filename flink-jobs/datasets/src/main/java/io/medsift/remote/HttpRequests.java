package io.medsift.remote;

import static java.lang.String.format;

import io.medsift.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Requests for files, with timeouts. Follows redirects, and sends a token to no host but that of
 * the first request.
 */
final class HttpRequests {
  private static final int MAX_REDIRECTS = 8;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MAX_MESSAGE = 200;

  private final RemoteSettings settings;
  private final Proxies proxies;

  HttpRequests(RemoteSettings settings) throws RemoteException {
    this.settings = settings;
    this.proxies = Proxies.ofEnvironment();
  }

  /**
   * An answer.
   *
   * @param uri that answered, after redirects
   * @param headers names in lower case
   */
  record Response(int status, URI uri, Map<String, String> headers, InputStream body)
      implements Closeable {
    /** A header of the answer; null for none. */
    String header(String name) {
      return headers.get(name);
    }

    /** Returns the content as text, up to a length. */
    byte[] content(int most) throws IOException {
      byte[] content;
      try {
        content = body.readNBytes(most + 1);
      } catch (IOException e) {
        throw interrupted(e);
      }
      if (content.length > most) {
        throw RemoteException.failed(
            format(Locale.ROOT, "%s answers with more than %,d bytes", uri.getHost(), most),
            "Name fewer files.",
            null);
      }
      long announced = length(headers);
      if (announced > content.length) {
        throw new TransientException(uri.getHost() + " closed the connection", (Throwable) null);
      }
      return content;
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /**
   * Asks, and follows redirects.
   *
   * @param headers to send, to every host
   * @param token to send to the host of {@code uri} alone; null for none
   * @throws TransientException if there is no answer
   */
  Response get(URI uri, Map<String, String> headers, String token) throws IOException {
    URI at = uri;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      Response response = once(at, headers, isSameHost(uri, at) ? token : null);
      String location = response.header("location");
      if (!REDIRECTS.contains(response.status()) || location == null) {
        return response;
      }
      response.close();
      at = redirected(at, location);
    }
    throw RemoteException.failed(
        format(Locale.ROOT, "%s redirects more than %d times", uri.getHost(), MAX_REDIRECTS),
        "Check the address.",
        null);
  }

  /**
   * Where a redirect leads.
   *
   * @throws RemoteException if that is not followed
   */
  static URI redirected(URI from, String location) throws RemoteException {
    URI to = resolved(from, location);
    String scheme = to == null ? "" : String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    boolean downgraded = "https".equalsIgnoreCase(from.getScheme()) && !scheme.equals("https");
    if (to == null
        || !Set.of("http", "https").contains(scheme)
        || to.getHost() == null
        || downgraded) {
      throw RemoteException.failed(
          from.getHost()
              + " redirects to an address that is not followed: it is not encrypted,"
              + " or not the address of a host",
          "Check the address and the proxy.",
          null);
    }
    return to;
  }

  /** Returns null for what is no address. */
  private static URI resolved(URI from, String location) {
    try {
      return from.resolve(URI.create(location));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns true if two addresses have the same scheme, host and port. */
  static boolean isSameHost(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  /** The port of an address, as it says or as its scheme has it. */
  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private Response once(URI uri, Map<String, String> headers, String token) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) uri.toURL().openConnection(proxies.forAddress(uri));
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
    connection.setReadTimeout((int) settings.readTimeout().toMillis());
    connection.setRequestProperty("User-Agent", "medsift");
    connection.setRequestProperty("Accept-Encoding", "identity");
    headers.forEach(connection::setRequestProperty);
    if (token != null) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    try {
      int status = connection.getResponseCode();
      Map<String, String> received = headers(connection);
      return new Response(status, uri, received, body(connection, status, length(received)));
    } catch (IOException e) {
      connection.disconnect();
      throw unanswered(uri, e);
    }
  }

  private static boolean isOfCertificate(Throwable e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> headers(HttpURLConnection connection) {
    Map<String, String> headers = new HashMap<>();
    connection
        .getHeaderFields()
        .forEach(
            (name, values) -> {
              if (name != null) {
                String key = name.toLowerCase(Locale.ROOT);
                headers.put(
                    key,
                    key.equals("link") ? String.join(", ", values) : values.get(values.size() - 1));
              }
            });
    return headers;
  }

  private static InputStream body(HttpURLConnection connection, int status, long length)
      throws IOException {
    InputStream content = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    return content == null
        ? InputStream.nullInputStream()
        : new BodyStream(content, connection, length);
  }

  private static long length(Map<String, String> headers) {
    String length = headers.getOrDefault("content-length", "");
    return length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  /** The failure of a request that was not answered. */
  static IOException unanswered(URI uri, IOException e) {
    String host = uri.getHost();
    if (e instanceof SSLException) {
      String message = "there is no secure connection to " + host + ": " + e.getMessage();
      return isOfCertificate(e)
          ? RemoteException.failed(
              message, "Check the certificates that Java trusts, and the proxy.", e)
          : new TransientException(message, e);
    }
    if (e instanceof UnknownHostException) {
      return new TransientException("the host " + host + " is not known", e);
    }
    if (e instanceof ConnectException) {
      return new TransientException("connection to " + host + " refused", e);
    }
    if (e instanceof SocketTimeoutException) {
      return new TransientException(host + " did not answer in time", e);
    }
    return new TransientException(host + " did not answer: " + e.getMessage(), e);
  }

  /** The failure of a content that was being read. */
  static IOException interrupted(IOException e) {
    return new TransientException(
        e instanceof SocketTimeoutException
            ? "the host sent no data for too long"
            : "the connection broke: " + e.getMessage(),
        e);
  }

  /** The failure that a status stands for, where asking again may help; null for other ones. */
  static TransientException transientStatus(Response response) {
    int status = response.status();
    String host = response.uri().getHost();
    if (status == 429) {
      return new TransientException(host + " limits the requests (429)", retryAfter(response));
    }
    if (status == 408 || status >= 500) {
      return new TransientException(host + " answered " + status, retryAfter(response));
    }
    return null;
  }

  // Either header: seconds or a date; of RateLimit, t= is the seconds until it starts again.
  private static Duration retryAfter(Response response) {
    String value = response.header("retry-after");
    if (value == null) {
      String limit = String.valueOf(response.header("ratelimit"));
      value =
          limit.matches(".*;\\s*t=\\d{1,9}.*") ? limit.replaceAll(".*;\\s*t=(\\d+).*", "$1") : "";
    }
    try {
      if (value.strip().matches("\\d{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(value.strip()));
      }
      ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration until = Duration.between(ZonedDateTime.now(date.getZone()), date);
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** What a server says, on one line and not too long. */
  static String oneLine(String message) {
    return Text.shortened(message.replaceAll("\\p{Cntrl}+", " ").strip(), MAX_MESSAGE);
  }
}
