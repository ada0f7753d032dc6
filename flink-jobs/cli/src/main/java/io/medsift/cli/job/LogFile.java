package io.medsift.cli.job;

import java.nio.file.Path;

/** The log file of this process. */
public final class LogFile {
  private static final String PROPERTY = "medsift.log";

  private LogFile() {}

  /**
   * Names the file. Only what is logged for the first time after this call goes there: the logging
   * configuration is read with the first logger.
   */
  public static void use(Path file) {
    System.setProperty(PROPERTY, file.toAbsolutePath().toString());
  }
}
