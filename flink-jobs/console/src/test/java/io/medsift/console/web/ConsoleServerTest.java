package io.medsift.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may ask the console for what, over real sockets. */
final class ConsoleServerTest {
  private static final String HOSTILE = "\"><script>alert(1)</script>\u202e";
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"(\\w+)\"");
  private static ConsoleServer server;
  private static ConsoleServer guarded;

  /** Shows a parameter, and takes a form. */
  private record EchoPage(String path, String title) implements Page {
    @Override
    public Reply get(PageRequest request) {
      if (path.equals("/broken")) {
        throw new IllegalStateException();
      }
      if (path.equals("/long")) {
        return new Reply.Document(
            "long",
            html -> html.element("p", "", "x".repeat(9 << 20)),
            html -> html.element("p", "", ""));
      }
      if (request.parameter("download").isPresent()) {
        return new Reply.Download("a\"b.txt", out -> out.write(HOSTILE.getBytes(UTF_8)));
      }
      return new Reply.Document(
          request.parameter("said").or(() -> request.remembered("said")).orElse("nothing"),
          html -> html.element("p", "live", request.parameter("said").orElse("nothing")),
          html -> request.form(html, path).element("b", "", "form").close());
    }

    @Override
    public Reply post(PageRequest request) {
      return new Reply.Redirect(
          "/echo?said=" + request.parameter("said").orElse(""),
          request.parameter("said").map(said -> Map.of("said", said)).orElse(Map.of()));
    }
  }

  @BeforeAll
  static void start() throws IOException {
    List<Page> pages =
        List.of(
            new EchoPage("/", "Now"),
            new EchoPage("/echo", "Echo"),
            new EchoPage("/broken", ""),
            new EchoPage("/long", ""));
    server = ConsoleServer.start(Access.loopback(), 0, HOSTILE, pages);
    guarded =
        ConsoleServer.start(
            new Access(InetAddress.getLoopbackAddress(), "open sesame", null), 0, "x", pages);
  }

  @AfterAll
  static void stop() {
    server.close();
    guarded.close();
  }

  private static String ask(ConsoleServer of, String head, String body) throws IOException {
    String request =
        head.replace("HOST", "localhost:" + of.port())
            + "\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
            + body;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), of.port())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String get(ConsoleServer of, String path, String more) throws IOException {
    return ask(of, "GET " + path + " HTTP/1.1\r\nHost: HOST" + more, "");
  }

  private static String post(ConsoleServer of, String path, String more, String body)
      throws IOException {
    return ask(of, "POST " + path + " HTTP/1.1\r\nHost: HOST" + more, body);
  }

  private static String csrf(ConsoleServer of, String path) throws IOException {
    Matcher token = CSRF.matcher(get(of, path, ""));
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  @Test
  void aPageHasItsHeadersAndRunsNoScriptOfOthers() throws IOException {
    String page = get(server, "/echo?said=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "");
    assertThat(page)
        .startsWith("HTTP/1.1 200")
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin")
        .contains("Cache-Control: no-store")
        .doesNotContain("unsafe-inline", "<script>", "style=", "Access-Control", "\u202e", "Jetty");
    assertThat(page).contains("&lt;script&gt;", "⟨U+202E⟩", "aria-current=\"page\"");
  }

  @Test
  void anotherHostIsRefused() throws IOException {
    for (String host : List.of("evil.example", "localhost.evil.example", "10.0.0.1:80", "")) {
      String answer = ask(server, "GET / HTTP/1.1\r\nHost: " + host, "");
      assertThat(answer).as(host).matches("(?s)HTTP/1.1 (403|400).*");
    }
    for (String host : List.of("LocalHost", "127.0.0.1:1", "[::1]:99")) {
      assertThat(ask(server, "GET / HTTP/1.1\r\nHost: " + host, "")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void onlyReadingAndFormsAreAllowed() throws IOException {
    for (String method : List.of("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
      assertThat(ask(server, method + " / HTTP/1.1\r\nHost: HOST", ""))
          .as(method)
          .matches("(?s)HTTP/1.1 (403|405|400|501).*");
    }
    assertThat(get(server, "/", "\r\nOrigin: http://evil.example")).startsWith("HTTP/1.1 403");
  }

  @Test
  void aFormNeedsTheOwnOriginAndTheToken() throws IOException {
    String own = "\r\nOrigin: http://HOST";
    String token = csrf(server, "/echo");
    assertThat(post(server, "/echo", own, "csrf=" + token + "&said=hi"))
        .startsWith("HTTP/1.1 303")
        .contains("Location: /echo?said=hi");
    assertThat(post(server, "/echo", own, "said=hi")).startsWith("HTTP/1.1 403");
    assertThat(post(server, "/echo", own, "csrf=" + token.replace(token.charAt(0), 'x')))
        .startsWith("HTTP/1.1 403");
    assertThat(post(server, "/echo?csrf=" + token, own, "said=hi")).startsWith("HTTP/1.1 403");
    for (String origin :
        List.of(
            "", "\r\nOrigin: null", "\r\nOrigin: http://localhost:1", "\r\nOrigin: https://HOST")) {
      assertThat(post(server, "/echo", origin, "csrf=" + token))
          .as(origin)
          .startsWith("HTTP/1.1 403");
    }
    assertThat(post(server, "/echo", own + "\r\nSec-Fetch-Site: cross-site", "csrf=" + token))
        .startsWith("HTTP/1.1 403");
    assertThat(post(server, "/echo", own, "csrf=" + token + "&said=" + "a".repeat(70_000)))
        .startsWith("HTTP/1.1 400")
        .contains("at most 65,536 bytes and 200 fields", "this one has 70,");
  }

  @Test
  void aStrangersFormIsNotRead() throws IOException {
    for (String path : List.of("/echo", "/console.css", "/live/echo")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), guarded.port())) {
        String head =
            "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d"
                .formatted(path, guarded.port(), guarded.port());
        socket
            .getOutputStream()
            .write((head + "\r\nContent-Length: 1000\r\n\r\ncsrf=").getBytes(UTF_8));
        socket.setSoTimeout(30_000);
        byte[] status = socket.getInputStream().readNBytes(12);
        assertThat(new String(status, UTF_8))
            .as(path)
            .isEqualTo(path.equals("/console.css") ? "HTTP/1.1 200" : "HTTP/1.1 401");
      }
    }
  }

  @Test
  void aLivePartIsSentToItsOwnPageAlone() throws IOException {
    assertThat(ask(server, "HEAD /live/echo HTTP/1.1\r\nHost: HOST", ""))
        .startsWith("HTTP/1.1 405");
    for (String site : List.of("cross-site", "same-site")) {
      assertThat(get(server, "/live/echo", "\r\nSec-Fetch-Site: " + site))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void anErrorWithoutAMessageHasAName() throws IOException {
    assertThat(get(server, "/broken", ""))
        .startsWith("HTTP/1.1 500")
        .contains("cannot be shown: IllegalStateException.");
  }

  @Test
  void aTokenIsAskedForOnce() throws IOException {
    assertThat(get(guarded, "/echo?said=secret", ""))
        .startsWith("HTTP/1.1 401")
        .contains("Log in")
        .doesNotContain("secret", "subject", "Echo");
    assertThat(get(guarded, "/live/echo", "")).startsWith("HTTP/1.1 401");
    assertThat(get(guarded, "/echo", "\r\nCookie: medsift-console=guess"))
        .startsWith("HTTP/1.1 401");
    String own = "\r\nOrigin: http://HOST";
    String csrf = csrf(guarded, "/login");
    assertThat(post(guarded, "/login", own, "csrf=" + csrf + "&token=wrong"))
        .startsWith("HTTP/1.1 401")
        .doesNotContain("Set-Cookie");
    String entered = post(guarded, "/login", own, "csrf=" + csrf + "&token=open+sesame");
    assertThat(entered).startsWith("HTTP/1.1 303").contains("HttpOnly", "SameSite=Strict");
    Matcher cookie = Pattern.compile("Set-Cookie: (medsift-console=\\w+)").matcher(entered);
    assertThat(cookie.find()).isTrue();
    assertThat(get(guarded, "/echo?said=secret", "\r\nCookie: " + cookie.group(1)))
        .startsWith("HTTP/1.1 200")
        .contains("secret");
  }

  @Test
  void beyondLoopbackATokenAndTlsAreRequired() throws IOException {
    InetAddress any = InetAddress.getByName("0.0.0.0");
    Access.Tls tls = new Access.Tls(Path.of("k"), "p");
    assertThatThrownBy(() -> new Access(any, null, null)).hasMessageContaining("0.0.0.0");
    assertThatThrownBy(() -> new Access(any, "token", null)).hasMessageContaining("TLS");
    assertThatThrownBy(() -> new Access(any, null, tls)).hasMessageContaining("token");
  }

  @Test
  void whatAPageRemembersComesBack() throws IOException {
    String said = "Ada; L\u00e9 \"";
    String answer =
        post(
            server,
            "/echo",
            "\r\nOrigin: http://HOST",
            "csrf=" + csrf(server, "/echo") + "&said=" + URLEncoder.encode(said, UTF_8));
    Matcher cookie = Pattern.compile("Set-Cookie: (medsift-console-said=[^;\\s]+)").matcher(answer);
    assertThat(cookie.find()).as(answer).isTrue();
    assertThat(answer).contains("HttpOnly", "SameSite=Strict");
    assertThat(get(server, "/echo", "\r\nCookie: " + cookie.group(1)))
        .contains("<title>Ada; L\u00e9 &quot; ");
    assertThat(get(server, "/echo", "\r\nCookie: medsift-console-said=%zz"))
        .contains("<title>nothing ");
  }

  @Test
  void aLivePartIsSentWithoutItsFrame() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write("GET /live/echo?said=%3Cb%3E HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      StringBuilder read = new StringBuilder();
      byte[] some = new byte[4096];
      while (!read.toString().contains("data:")) {
        int length = socket.getInputStream().read(some);
        assertThat(length).isPositive();
        read.append(new String(some, 0, length, UTF_8));
      }
      assertThat(read).contains("text/event-stream", "data:<p class=\"live\">&lt;b&gt;</p>");
    }
  }

  @Test
  void aDownloadIsPlainTextWithAHarmlessName() throws IOException {
    assertThat(get(server, "/echo?download=1", ""))
        .contains("Content-Type: text/plain", "filename=\"a_b.txt\"", HOSTILE);
  }

  @Test
  void whatDoesNotExistIsNamed() throws IOException {
    assertThat(get(server, "/nothing", "")).startsWith("HTTP/1.1 404").contains("/nothing");
    assertThat(get(server, "/console.css", "")).contains("text/css", "--ground");
    assertThat(get(server, "/console.js", "")).contains("text/javascript", "EventSource");
  }

  @Test
  void anAddressThatIsTooLongIsNamed() throws IOException {
    for (String path : List.of("/echo?said=" + "a".repeat(100_000), "/" + "a/".repeat(9_000))) {
      assertThat(get(server, path, ""))
          .matches("(?s)HTTP/1.1 4(14|31) .*")
          .contains("have at most 16,384 bytes together", "nosniff")
          .doesNotContain("Jetty", "aaaa");
    }
    assertThat(ask(server, "GET / HTTP/1.1\r\nHost: HOST\r\nbad header", ""))
        .startsWith("HTTP/1.1 400")
        .contains("The console cannot answer this request")
        .doesNotContain("bad header", "Jetty");
    assertThat(get(server, "/echo?said=%zz", "")).startsWith("HTTP/1.1 400");
  }

  @Test
  void aPageOfMoreThanEightMebibytesIsRefused() throws IOException {
    assertThat(get(server, "/long", ""))
        .startsWith("HTTP/1.1 413")
        .contains("too long for a browser")
        .hasSizeLessThan(1 << 20);
  }

  @Test
  void moreThanFiveHundredAndTwelveConnectionsWait() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try (ConsoleServer own =
        ConsoleServer.start(Access.loopback(), 0, "x", List.of(new EchoPage("/", "")))) {
      for (int i = 0; i < 512; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), own.port());
        idle.add(socket);
        // It has been accepted where it is answered.
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      }
      try (Socket next = new Socket(InetAddress.getLoopbackAddress(), own.port())) {
        next.setSoTimeout(200);
        next.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        assertThatThrownBy(() -> next.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        idle.remove(0).close();
        next.setSoTimeout(60_000);
        assertThat(next.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      }
    } finally {
      for (Socket each : idle) {
        each.close();
      }
    }
  }

  @Test
  void formsThatComeSlowlyKeepNobodyWaiting() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 80; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), guarded.port());
        slow.add(socket);
        String head =
            "POST /login HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d"
                .formatted(guarded.port(), guarded.port());
        socket
            .getOutputStream()
            .write(
                (head
                        + "\r\nContent-Type: application/x-www-form-urlencoded"
                        + "\r\nContent-Length: 1000\r\n\r\ncsrf=")
                    .getBytes(UTF_8));
      }
      assertThat(get(guarded, "/login", "")).startsWith("HTTP/1.1 200");
    } finally {
      for (Socket each : slow) {
        each.close();
      }
    }
  }
}
