package io.medsift.cli.argument;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of arguments, before a command begins to work: wrong usage has exit code 2. */
public final class Usage {
  private static final int MAX_PORT = 65_535;

  private Usage() {}

  /** Returns the exception that ends {@code command} as used wrongly. */
  public static ParameterException wrong(CommandSpec command, String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Returns {@code value} if it is from {@code min} to {@code max}, and throws otherwise. */
  public static int within(CommandSpec command, String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw wrong(
          command,
          String.format(Locale.ROOT, "%s must be %d to %d, got %d", option, min, max, value));
    }
    return value;
  }

  /** Returns {@code value} if it is at least {@code min}, and throws otherwise. */
  public static int atLeast(CommandSpec command, String option, int value, int min) {
    if (value < min) {
      throw wrong(
          command,
          String.format(Locale.ROOT, "%s must be at least %d, got %d", option, min, value));
    }
    return value;
  }

  /** Returns a port, where 0 stands for a free one, and throws if it is out of range. */
  public static int port(CommandSpec command, String option, int value) {
    return within(command, option, value, 0, MAX_PORT);
  }

  /** Returns a port that a client can be told, and throws if it is out of range. */
  public static int fixedPort(CommandSpec command, String option, int value) {
    return within(command, option, value, 1, MAX_PORT);
  }
}
