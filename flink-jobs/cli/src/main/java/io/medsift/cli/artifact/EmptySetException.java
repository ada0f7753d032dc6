package io.medsift.cli.artifact;

import java.io.IOException;

/** An evaluation set has no rows. The message is for people. */
public final class EmptySetException extends IOException {
  private static final long serialVersionUID = 1L;

  EmptySetException(BenchmarkSet set) {
    super(set.source() + " is empty: the evaluation set '" + set.name() + "' has no rows");
  }
}
