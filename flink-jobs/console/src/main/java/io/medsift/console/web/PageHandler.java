package io.medsift.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.review.html.Html;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the page of a request, checks who asks, and writes what the page answers. */
final class PageHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
  private static final String COOKIE = "medsift-console";
  private static final String REMEMBERED = COOKIE + "-";
  private static final int MAX_FIELDS = 200;
  private static final int MAX_FORM = 64 << 10;
  private static final int MAX_LOGIN = 4 << 10;
  private static final int MAX_STREAMS = 24;
  private static final int MAX_DOWNLOADS = 8;
  private static final long LIVE_MILLIS = 2_000;
  // A page is for reading: what is longer than this no browser shows well.
  private static final int MAX_PAGE = 8 << 20;

  private final Access access;
  private final Frame frame;
  private final List<Page> pages;
  private final String style = ConsoleServer.style();
  private final String script = Html.resource(PageHandler.class, "console.js");
  private final Semaphore streams = new Semaphore(MAX_STREAMS);
  private final Semaphore downloads = new Semaphore(MAX_DOWNLOADS);
  private final CountDownLatch closed = new CountDownLatch(1);

  PageHandler(Access access, Frame frame, List<Page> pages) {
    this.access = access;
    this.frame = frame;
    this.pages =
        pages.stream()
            .sorted(Comparator.comparingInt((Page page) -> page.path().length()).reversed())
            .toList();
  }

  void close() {
    closed.countDown();
  }

  /** What answers a request. */
  @FunctionalInterface
  private interface Answer {
    void run() throws IOException;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    guarded(request, response, callback, () -> begin(request, response, callback));
    return true;
  }

  private void guarded(Request request, Response response, Callback callback, Answer answer) {
    try {
      answer.run();
    } catch (RefusedRequest e) {
      refuse(response, callback, e.status(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      if (response.isCommitted()) {
        callback.failed(e);
      } else if (e instanceof InterruptedIOException) {
        refuse(response, callback, 503, "This page cannot be shown: " + e.getMessage() + ".");
      } else {
        LOG.warn("the page {} cannot be shown", Request.getPathInContext(request), e);
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        refuse(response, callback, 500, "This page cannot be shown: " + why + ".");
      }
    }
  }

  private void begin(Request request, Response response, Callback callback) throws IOException {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    // With no-referrer a browser sends "Origin: null" with the console's own forms.
    headers.put("Referrer-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    HttpFields asked = request.getHeaders();
    Optional<String> refusal =
        access.refusal(
            request.getMethod(),
            asked.get(HttpHeader.HOST),
            asked.get(HttpHeader.ORIGIN),
            asked.get("Sec-Fetch-Site"));
    if (refusal.isPresent()) {
      throw new RefusedRequest(403, refusal.get());
    }
    String path = Request.getPathInContext(request);
    boolean post = request.getMethod().equals("POST");
    if (path.equals(Frame.STYLE)) {
      send(response, callback, "text/css; charset=utf-8", style);
      return;
    } else if (path.equals(Frame.SCRIPT)) {
      send(response, callback, "text/javascript; charset=utf-8", script);
      return;
    } else if (!path.equals(LoginForm.PATH) && !mayLook(request)) {
      // Before its form is read: a stranger must not keep threads busy with slow ones.
      bare(response, callback, LoginForm.document(request(request, path, new Fields()), ""), 401);
      return;
    } else if (path.startsWith(Frame.LIVE + "/")) {
      requireReader(request);
    }
    if (!post) {
      answer(request, response, callback, parameters(request));
      return;
    }
    int most = path.equals(LoginForm.PATH) ? MAX_LOGIN : MAX_FORM;
    Charset charset = FormFields.getFormEncodedCharset(request);
    if (charset == null) {
      throw new RefusedRequest(415, "The console only accepts form submissions.");
    }
    // No thread waits for a form that comes slowly.
    FormFields.onFields(
        request,
        charset,
        MAX_FIELDS,
        most,
        new Promise.Invocable<Fields>() {
          @Override
          public void succeeded(Fields fields) {
            guarded(request, response, callback, () -> answer(request, response, callback, fields));
          }

          @Override
          public void failed(Throwable problem) {
            guarded(
                request,
                response,
                callback,
                () -> {
                  throw unreadable(request, most);
                });
          }
        });
  }

  private void answer(Request request, Response response, Callback callback, Fields fields)
      throws IOException {
    String path = Request.getPathInContext(request);
    boolean post = request.getMethod().equals("POST");
    PageRequest wanted = request(request, path, fields);
    if (post && !access.isCsrfToken(wanted.parameters().get(PageRequest.CSRF_FIELD))) {
      throw new RefusedRequest(
          403,
          "This form is from before the console was restarted: go back and load its page again.");
    }
    if (path.equals(LoginForm.PATH)) {
      logIn(wanted, response, callback, post);
    } else if (path.startsWith(Frame.LIVE + "/")) {
      stream(response, callback, wanted);
    } else {
      write(response, callback, page(path), wanted, post);
    }
  }

  // What is sent without end must have a reader, whose end is noticed: no HEAD, no other site.
  private static void requireReader(Request request) {
    if (!request.getMethod().equals("GET")) {
      throw new RefusedRequest(405, "The live part of a page is only sent for GET.");
    }
    String site = request.getHeaders().get("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new RefusedRequest(403, "The console does not accept requests from other sites.");
    }
  }

  private void write(
      Response response, Callback callback, Page page, PageRequest wanted, boolean post)
      throws IOException {
    Reply reply = post ? page.post(wanted) : page.get(wanted);
    if (reply instanceof Reply.Document document) {
      send(response, callback, frame.write(document, wanted), 200);
    } else if (reply instanceof Reply.Redirect redirect) {
      response.setStatus(303);
      response.getHeaders().put(HttpHeader.LOCATION, redirect.to());
      redirect
          .remember()
          .forEach(
              (name, value) ->
                  setCookie(response, REMEMBERED + name, URLEncoder.encode(value, UTF_8)));
      callback.succeeded();
    } else if (reply instanceof Reply.Download download) {
      if (!downloads.tryAcquire()) {
        throw new RefusedRequest(503, "Too many files are being loaded: try again later.");
      }
      HttpFields.Mutable headers = response.getHeaders();
      headers.put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
      headers.put(
          HttpHeader.CONTENT_DISPOSITION,
          "attachment; filename=\"%s\""
              .formatted(download.fileName().replaceAll("[^A-Za-z0-9._-]", "_")));
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        download.body().write(out);
      } finally {
        downloads.release();
      }
      callback.succeeded();
    }
  }

  private static Fields parameters(Request request) {
    try {
      return Request.extractQueryParameters(request, UTF_8);
    } catch (RuntimeException e) {
      throw RefusedRequest.wrong("The parameters of the address cannot be read.");
    }
  }

  private static RefusedRequest unreadable(Request request, int most) {
    return RefusedRequest.wrong(
        String.format(
                Locale.ROOT,
                "The form cannot be read. A form has at most %,d bytes and %d fields",
                most,
                MAX_FIELDS)
            + (request.getLength() < 0
                ? "."
                : String.format(Locale.ROOT, "; this one has %,d bytes.", request.getLength())));
  }

  private PageRequest request(Request request, String path, Fields fields) {
    Map<String, String> parameters = new HashMap<>();
    for (Fields.Field field : fields) {
      parameters.put(field.getName(), field.getValue() == null ? "" : field.getValue());
    }
    return new PageRequest(path, parameters, remembered(request), access.csrfToken());
  }

  private static Map<String, String> remembered(Request request) {
    Map<String, String> remembered = new HashMap<>();
    for (HttpCookie cookie : Request.getCookies(request)) {
      if (cookie.getName().startsWith(REMEMBERED)) {
        try {
          remembered.put(
              cookie.getName().substring(REMEMBERED.length()),
              URLDecoder.decode(cookie.getValue(), UTF_8));
        } catch (IllegalArgumentException e) {
          // No value of this console: it is not remembered.
        }
      }
    }
    return remembered;
  }

  private void setCookie(Response response, String name, String value) {
    Response.addCookie(
        response,
        HttpCookie.build(name, value)
            .path("/")
            .httpOnly(true)
            .secure(access.tls().isPresent())
            .sameSite(HttpCookie.SameSite.STRICT)
            .build());
  }

  private Page page(String path) {
    return pages.stream()
        .filter(page -> Frame.covers(page, path) && (!page.path().equals("/") || path.equals("/")))
        .findFirst()
        .orElseThrow(() -> RefusedRequest.notFound("There is no page " + path + "."));
  }

  private boolean mayLook(Request request) {
    return !access.needsLogin()
        || Request.getCookies(request).stream()
            .anyMatch(
                cookie -> cookie.getName().equals(COOKIE) && access.isSession(cookie.getValue()));
  }

  private void logIn(PageRequest wanted, Response response, Callback callback, boolean post)
      throws IOException {
    if (!post) {
      bare(response, callback, LoginForm.document(wanted, ""), 200);
    } else if (access.isToken(wanted.parameters().get("token"))) {
      setCookie(response, COOKIE, access.session());
      response.setStatus(303);
      response.getHeaders().put(HttpHeader.LOCATION, "/");
      callback.succeeded();
    } else {
      LOG.warn("a login to the console failed");
      bare(response, callback, LoginForm.document(wanted, "Wrong token."), 401);
    }
  }

  private void bare(Response response, Callback callback, Reply.Document document, int status) {
    send(response, callback, frame.bare(document), status);
  }

  private static void send(Response response, Callback callback, String page, int status) {
    if (page.length() > MAX_PAGE) {
      throw new RefusedRequest(413, "This page is too long for a browser. Download it as a file.");
    }
    response.setStatus(status);
    send(response, callback, "text/html; charset=utf-8", page);
  }

  // No thread waits until a slow reader has all of it.
  private static void send(Response response, Callback callback, String type, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  /** Sends the live part of a page again and again, until the browser or the console ends. */
  private void stream(Response response, Callback callback, PageRequest wanted) throws IOException {
    PageRequest shown =
        new PageRequest(
            wanted.path().substring(Frame.LIVE.length()),
            wanted.parameters(),
            wanted.remembered(),
            wanted.csrfToken());
    Page page = page(shown.path());
    if (!streams.tryAcquire()) {
      throw new RefusedRequest(503, "Too many pages are open: this one does not refresh.");
    }
    try {
      response
          .getHeaders()
          .put(new HttpField(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8"));
      String last = "";
      do {
        if (!(page.get(shown) instanceof Reply.Document document) || document.live() == null) {
          break;
        }
        String now = Frame.fragment(document.live());
        // A comment where nothing is new finds out whether somebody still reads.
        String event = now.equals(last) ? ":\n\n" : "data:" + now.replace("\n", "\ndata:") + "\n\n";
        Content.Sink.write(response, false, ByteBuffer.wrap(event.getBytes(UTF_8)));
        last = now;
      } while (!closed.await(LIVE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streams.release();
    }
    callback.succeeded();
  }

  private void refuse(Response response, Callback callback, int status, String message) {
    try {
      response.getHeaders().remove(HttpHeader.CONTENT_LENGTH);
      bare(
          response,
          callback,
          new Reply.Document(
              "Error",
              html ->
                  html.element("h1", "", status == 404 ? "Not found" : "Not possible")
                      .open("p", "class", "lead", "dir", "auto")
                      .text(message)
                      .close()
                      .open("p")
                      .open("a", "href", "/")
                      .text("Start page")
                      .close(2)),
          status);
    } catch (RuntimeException e) {
      callback.failed(e);
    }
  }
}
