package io.medsift.testkit.endpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A model server on loopback. A call meets the next fault of the script, if there is one, else the
 * fault that {@link #faultsBy} names, else it is answered.
 *
 * <p>A call is counted by content (the last message of the user) when it is read, and a second time
 * when a whole completion has been written for it: that is what a provider would charge for.
 */
public final class FakeEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Function<ChatCall, Said> answers;
  private final Queue<Fault> script = new ConcurrentLinkedQueue<>();
  private final Queue<ChatCall> calls = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Map<String, Integer> charged = new ConcurrentHashMap<>();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong number = new AtomicLong();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<ChatCall, Fault> faults = call -> null;
  private volatile Function<ChatCall, String> countKey = ChatCall::content;
  private volatile Duration latency = Duration.ZERO;
  private volatile boolean forgetful;

  private FakeEndpoint(Function<ChatCall, Said> answers) throws IOException {
    this.answers = answers;
    server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** A server that says what {@code answers} makes of a call. */
  public static FakeEndpoint start(Function<ChatCall, String> answers) throws IOException {
    return saying(answers.andThen(Said::of));
  }

  /** The same, with what stands beside the words. */
  public static FakeEndpoint saying(Function<ChatCall, Said> answers) throws IOException {
    return new FakeEndpoint(answers);
  }

  /** Keeps no call and counts none by content: for more of them than fit into memory. */
  public FakeEndpoint forgetful() {
    forgetful = true;
    return this;
  }

  /** Up to and with the version. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
  }

  /** The next calls meet these, in turn. */
  public FakeEndpoint script(Fault... next) {
    script.addAll(List.of(next));
    return this;
  }

  /** Calls beyond the script meet what this names; null is no fault. */
  public FakeEndpoint faultsBy(Function<ChatCall, Fault> named) {
    faults = named;
    return this;
  }

  /** Calls count as the same by this instead of by content. */
  public FakeEndpoint countedBy(Function<ChatCall, String> key) {
    countKey = key;
    return this;
  }

  /** How long each answer takes. */
  public FakeEndpoint latency(Duration each) {
    latency = each;
    return this;
  }

  /** All calls so far, in the order in which they were read. */
  public List<ChatCall> calls() {
    return List.copyOf(calls);
  }

  /** Calls by content. */
  public Map<String, Integer> asked() {
    return Map.copyOf(asked);
  }

  /** Whole completions by content. */
  public Map<String, Integer> charged() {
    return Map.copyOf(charged);
  }

  /** Most calls that were under way at one time. */
  public int mostInFlight() {
    return mostInFlight.get();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (HttpConnection connection = new HttpConnection(socket)) {
      connections.add(connection);
      for (HttpConnection.Request request = connection.read();
          request != null;
          request = connection.read()) {
        ChatCall call =
            new ChatCall(
                number.incrementAndGet(),
                request.path(),
                request.headers().getOrDefault("authorization", ""),
                JSON.readTree(request.body()));
        if (!forgetful) {
          calls.add(call);
          asked.merge(countKey.apply(call), 1, Integer::sum);
        }
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
          reply(connection, call);
        } finally {
          inFlight.decrementAndGet();
        }
      }
    } catch (IOException e) {
      // The client has gone, or was sent away.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void reply(HttpConnection connection, ChatCall call)
      throws IOException, InterruptedException {
    closed.await(latency.toMillis(), TimeUnit.MILLISECONDS);
    if (!call.path().equals("/v1/chat/completions")) {
      connection.write(404, Map.of(), Answer.error("no such path: " + call.path(), null));
      return;
    }
    Fault scripted = script.poll();
    Fault fault = scripted == null ? faults.apply(call) : scripted;
    if (fault == null) {
      charge(connection, call, Answer.completion(call, answers.apply(call)));
    } else {
      fail(connection, call, fault);
    }
  }

  private void fail(HttpConnection connection, ChatCall call, Fault fault)
      throws IOException, InterruptedException {
    if (fault instanceof Fault.Status status) {
      Map<String, String> headers =
          status.retryAfter() == null ? Map.of() : Map.of("retry-after", status.retryAfter());
      connection.write(status.status(), headers, Answer.error(status.message(), status.code()));
    } else if (fault instanceof Fault.Bare bare) {
      connection.write(bare.status(), Map.of(), "");
    } else if (fault instanceof Fault.Hang) {
      closed.await();
    } else if (fault instanceof Fault.SlowDrip drip) {
      connection.drip(Answer.completion(call, answers.apply(call)), drip.betweenBytes().toMillis());
    } else if (fault instanceof Fault.ResetInBody) {
      connection.resetInBody(Answer.completion(call, answers.apply(call)));
    } else if (fault instanceof Fault.NoAnswer) {
      connection.close();
    } else if (fault instanceof Fault.Body body) {
      connection.write(200, Map.of(), body.text());
    } else if (fault instanceof Fault.HalfJson) {
      String whole = Answer.completion(call, answers.apply(call));
      connection.write(200, Map.of(), whole.substring(0, whole.length() / 2));
    } else if (fault instanceof Fault.Refusal refusal) {
      charge(connection, call, Answer.refusal(call, refusal.words()));
    } else if (fault instanceof Fault.EmptyChoices) {
      connection.write(200, Map.of(), Answer.withoutChoices(call));
    } else if (fault instanceof Fault.ContentFilter) {
      charge(connection, call, Answer.filtered(call));
    }
  }

  private void charge(HttpConnection connection, ChatCall call, String body) throws IOException {
    if (!forgetful) {
      charged.merge(countKey.apply(call), 1, Integer::sum);
    }
    connection.write(200, Map.of(), body);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (HttpConnection connection : connections) {
      connection.close();
    }
    threads.shutdownNow();
  }
}
