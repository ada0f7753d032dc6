package io.medsift.curation.gate;

import static java.util.Objects.requireNonNull;

import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;

/** Decision of a gate on a sample. */
public sealed interface Ruling {

  /** The sample continues; {@code finding} is what the gate learnt, null where nothing. */
  record Pass(Evidence finding) implements Ruling {
    /** A pass with nothing learnt. */
    public static final Pass SILENT = new Pass(null);
  }

  /** The gate cannot decide; the sample becomes a dead letter that says why. */
  record Unfit(String error) implements Ruling {
    public Unfit {
      requireNonNull(error, "error is null");
    }
  }

  /**
   * The sample is rejected.
   *
   * @param finding what the gate learnt besides, null where nothing
   */
  record Reject(Reason reason, Evidence evidence, Evidence finding) implements Ruling {
    /** A rejection with nothing learnt besides. */
    public Reject(Reason reason, Evidence evidence) {
      this(reason, evidence, null);
    }

    public Reject {
      requireNonNull(reason, "reason is null");
      requireNonNull(evidence, "evidence is null");
    }
  }
}
