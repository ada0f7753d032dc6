package io.medsift.cli.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.QueryStringDecoder;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;

/**
 * Restricts the dashboard of an embedded cluster to read-only requests. Flink's own REST interface
 * does not authenticate anyone, and loopback is open to every user of the machine and to every page
 * in a browser there.
 *
 * <p>It refuses everything that is not read-only: methods other than GET and HEAD, the two
 * addresses that stop a job by GET, a {@code Host} that is not loopback (a page whose name was made
 * to resolve to this machine), and an {@code Origin} other than the dashboard's own. It is behind
 * the decoder of HTTP, before Flink stores an upload. Flink finds it as a service.
 */
public final class RestDoor implements InboundChannelHandlerFactory {
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\])(?::\\d{1,5})?", Pattern.CASE_INSENSITIVE);
  private static final Pattern STOPS_A_JOB = Pattern.compile(".*/yarn-(?:cancel|stop)/?");

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Optional<ChannelHandler> createHandler(
      Configuration configuration, Map<String, String> responseHeaders) {
    return Optional.of(new Installer());
  }

  /** Why a request is refused; empty where it is not. */
  static Optional<String> refusal(String method, String uri, String host, String origin) {
    if (!method.equals(HttpMethod.GET.name()) && !method.equals(HttpMethod.HEAD.name())) {
      return Optional.of("this dashboard is read-only and does not allow " + method);
    }
    if (STOPS_A_JOB.matcher(new QueryStringDecoder(uri).path()).matches()) {
      return Optional.of("this dashboard is read-only and cannot stop jobs");
    }
    if (host == null || !LOOPBACK.matcher(host).matches()) {
      return Optional.of("this dashboard only accepts the hosts localhost, 127.0.0.1 and [::1]");
    }
    if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
      return Optional.of("this dashboard does not accept requests from other origins");
    }
    return Optional.empty();
  }

  /** Goes from its place at the end, where Flink adds it, to the one behind the decoder. */
  private static final class Installer extends ChannelInboundHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      String decoder = context.pipeline().context(HttpServerCodec.class).name();
      context.pipeline().addAfter(decoder, "medsift-door", new Door());
      context.pipeline().remove(this);
    }
  }

  private static final class Door extends ChannelInboundHandlerAdapter {
    private boolean closed;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!closed && message instanceof HttpRequest request) {
        Optional<String> refusal =
            refusal(
                request.method().name(),
                request.uri(),
                request.headers().get(HttpHeaderNames.HOST),
                request.headers().get(HttpHeaderNames.ORIGIN));
        refusal.ifPresent(reason -> refuse(context, reason));
      }
      if (closed) {
        ReferenceCountUtil.release(message);
      } else {
        context.fireChannelRead(message);
      }
    }

    private void refuse(ChannelHandlerContext context, String reason) {
      closed = true;
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.FORBIDDEN,
              Unpooled.copiedBuffer(reason + "\n", UTF_8));
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=UTF-8");
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
      response.headers().set(HttpHeaderNames.CONNECTION, "close");
      var unused = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
