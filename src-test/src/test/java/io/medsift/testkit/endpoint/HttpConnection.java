package io.medsift.testkit.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One side of a kept-alive HTTP/1.1 connection, with access to what servers do not let go wrong.
 */
public final class HttpConnection implements Closeable {

  /** A request; names of headers are in lower case. */
  public record Request(String path, Map<String, String> headers, byte[] body) {}

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** The next request, null when the client has closed the connection. */
  public Request read() throws IOException {
    String line = line();
    if (line == null) {
      return null;
    }
    String path = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(); header != null && !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new Request(path, headers, body(headers));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.writeBytes(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException("the request ends in its body");
    }
    return Integer.parseInt(line.strip(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  public void write(int status, Map<String, String> headers, String body) throws IOException {
    out.write(head(status, headers, body));
    out.write(body.getBytes(UTF_8));
    out.flush();
  }

  public void drip(String body, long betweenBytes) throws IOException, InterruptedException {
    out.write(head(200, Map.of(), body));
    for (byte next : body.getBytes(UTF_8)) {
      out.write(next);
      out.flush();
      Thread.sleep(betweenBytes);
    }
  }

  /** Sends the first half and then a reset instead of an orderly end. */
  public void resetInBody(String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    out.write(head(200, Map.of(), body));
    out.write(bytes, 0, bytes.length / 2);
    out.flush();
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static byte[] head(int status, Map<String, String> headers, String body) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " status\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("content-type: application/json\r\ncontent-length: ")
        .append(body.getBytes(UTF_8).length)
        .append("\r\n\r\n");
    return head.toString().getBytes(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
