package io.medsift.testkit.process;

import io.medsift.cli.Medsift;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command that ran in this process. */
public record CommandRun(int exitCode, String out, String err) {

  /** Runs the command line. */
  public static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Medsift.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int exitCode = line.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
