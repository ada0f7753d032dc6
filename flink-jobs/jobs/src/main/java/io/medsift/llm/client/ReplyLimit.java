package io.medsift.llm.client;

import java.io.IOException;
import java.util.Locale;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Limits the bytes that are read of a reply, whatever its headers say. A longer completion is an
 * error; a longer error page is cut.
 */
record ReplyLimit(long bytes) implements Interceptor {

  /** Thrown when a reply is longer. */
  static final class ExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    ExceededException(long bytes) {
      super(String.format(Locale.ROOT, "the reply is longer than the limit of %,d bytes", bytes));
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    ResponseBody body = response.body();
    return response
        .newBuilder()
        .body(
            ResponseBody.create(
                Okio.buffer(new Limited(body.source(), response.isSuccessful())),
                body.contentType(),
                body.contentLength()))
        .build();
  }

  private final class Limited extends ForwardingSource {
    private final boolean needed;
    private long left = bytes;

    Limited(Source source, boolean needed) {
      super(source);
      this.needed = needed;
    }

    @Override
    public long read(Buffer sink, long count) throws IOException {
      if (left < 0) {
        return -1;
      }
      long read = super.read(sink, count);
      left -= Math.max(0, read);
      if (left < 0 && needed) {
        throw new ExceededException(bytes);
      }
      return read;
    }
  }
}
