package io.medsift.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code medsift up}: broker, cluster, dashboard and job until Ctrl-C. */
@Command(
    name = "up",
    description = "Keeps broker, cluster, dashboard and job running.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return Medsift.DONE;
  }
}
