package io.medsift.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.ListeningSockets;
import io.medsift.cli.embedded.Testbed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests of a command on topics of the broker that the classes of a process share. */
public abstract class BrokerCommandTest {
  /** Commands that listen on no port. */
  private static final Set<String> ON_NOTHING =
      Set.of("ingest", "export", "audit", "explain", "doctor");

  /** For whatever the tests of a class write. */
  @TempDir protected static Path directory;

  /** The broker. */
  protected static EmbeddedBroker broker;

  /** What the command printed. */
  protected StringWriter out;

  /** What the command said is wrong. */
  protected StringWriter err;

  @BeforeAll
  static void start() throws Exception {
    broker = Testbed.broker();
  }

  /** A socket on loopback that keeps a port to itself and does not listen there. */
  protected static Socket deaf() throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    return socket;
  }

  /** Forgets what was printed. */
  @BeforeEach
  protected void clear() {
    out = new StringWriter();
    err = new StringWriter();
  }

  /** Runs a command on the topics of a job; gives the exit code. */
  protected int runOn(WrittenTopics job, List<String> command, String... options) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(job.options());
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  /** Runs a command; gives the exit code. */
  protected int run(String... arguments) {
    CommandLine line =
        Medsift.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    if (!ListeningSockets.areKnown() || !ON_NOTHING.contains(arguments[0])) {
      return line.execute(arguments);
    }
    try (ListeningSockets.Watch sockets = ListeningSockets.Watch.start()) {
      int status = line.execute(arguments);
      assertThat(sockets.seen()).as("what %s has listened on", arguments[0]).isEmpty();
      return status;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
