package io.medsift.remote;

import static java.lang.String.format;

import io.medsift.remote.HttpRequests.Response;
import io.medsift.remote.RemoteHost.Body;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request for a part of a file over HTTP. */
final class RangeRequest {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18})");

  private RangeRequest() {}

  /** Requires an answer that is not an error. */
  @FunctionalInterface
  interface AnswerCheck {
    void requireDone(Response response) throws IOException;
  }

  static Body open(
      HttpRequests requests,
      URI uri,
      String token,
      RemoteFile file,
      long from,
      long to,
      AnswerCheck check)
      throws IOException {
    boolean whole = from == 0 && to == file.size();
    Map<String, String> headers = new HashMap<>();
    if (!whole) {
      headers.put("Range", "bytes=" + from + "-" + (to == file.size() ? "" : to - 1));
    }
    Response response = requests.get(uri, headers, token);
    try {
      check.requireDone(response);
      return new Body(start(response, file, from), response.body());
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private static long start(Response response, RemoteFile file, long from) throws IOException {
    String range = response.header("content-range");
    String length = response.header("content-length");
    if (response.status() == 206) {
      Matcher parts = CONTENT_RANGE.matcher(String.valueOf(range));
      if (parts.matches() && Long.parseLong(parts.group(2)) != file.size()) {
        throw changed(file, parts.group(2));
      }
      if (!parts.matches() || Long.parseLong(parts.group(1)) != from) {
        throw new TransientException(
            response.uri().getHost() + " sent a range other than the one requested",
            (Throwable) null);
      }
      return from;
    }
    if (length != null && !length.equals(String.valueOf(file.size()))) {
      throw changed(file, length);
    }
    return 0;
  }

  private static IOException changed(RemoteFile file, String size) {
    return new TransientException(
        format(Locale.ROOT, "it has %s bytes on the host, where %d were listed", size, file.size()),
        (Throwable) null);
  }
}
