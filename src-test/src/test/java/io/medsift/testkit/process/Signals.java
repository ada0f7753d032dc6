package io.medsift.testkit.process;

import java.util.concurrent.TimeUnit;

/** Signals to a process. */
public final class Signals {
  private Signals() {}

  public static void send(ProcessHandle process, String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (!kill.waitFor(10, TimeUnit.MINUTES) || kill.exitValue() != 0) {
      throw new IllegalStateException("no process took the signal " + name);
    }
  }
}
