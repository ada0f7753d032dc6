package io.medsift.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveConsoleTest {
  @TempDir private Path directory;

  @Test
  void aTakenPortIsNoticedBeforeAnythingStarts() throws Exception {
    Path data = directory.resolve("data");
    StringWriter err = new StringWriter();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int code =
          Medsift.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute(
                  "up",
                  "--recipe",
                  "recommended",
                  "--console",
                  "--console-port",
                  "" + taken.getLocalPort(),
                  "--data",
                  data.toString());
      assertThat(code).isOne();
      assertThat(err.toString())
          .contains("cannot listen on port " + taken.getLocalPort() + " of 127.0.0.1")
          .contains("Name another port with --console-port");
      assertThat(data).doesNotExist();
    }
  }
}
