package io.medsift.cli.outcome;

/** Exit codes of the commands. */
public final class ExitCode {
  /** The command did what was asked. */
  public static final int DONE = 0;

  /**
   * The work failed, or what was checked does not hold; standard error says what and what to do.
   */
  public static final int FAILED = 1;

  /** The command was used wrongly; standard error says how it is used. */
  public static final int WRONG_USAGE = 2;

  private ExitCode() {}
}
