package io.medsift.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;

/**
 * The content of an answer. Closed before its end, the connection is given up: to drain a file of
 * gigabytes would take long.
 */
final class BodyStream extends FilterInputStream {
  private final HttpURLConnection connection;
  private final long length;
  private long taken;
  private boolean ended;

  /**
   * The content of an answer.
   *
   * @param length that was announced; -1 for none
   */
  BodyStream(InputStream in, HttpURLConnection connection, long length) {
    super(in);
    this.connection = connection;
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    int read = in.read(into, offset, count);
    taken += Math.max(0, read);
    ended |= read < 0 || taken == length;
    return read;
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      super.close();
    } else {
      connection.disconnect();
    }
  }
}
