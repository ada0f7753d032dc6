package io.medsift.cli.replay;

/** What a replay remembers. */
public enum ReplayMode {
  /** Nothing: the job decides as if for the first time. */
  REBUILD("rebuild"),
  /** What the first run remembered: what it had decided is decided alike. */
  WITH_MEMORY("with-memory");

  private final String spelling;

  ReplayMode(String spelling) {
    this.spelling = spelling;
  }

  /** The spelling on the command line. */
  @Override
  public String toString() {
    return spelling;
  }
}
