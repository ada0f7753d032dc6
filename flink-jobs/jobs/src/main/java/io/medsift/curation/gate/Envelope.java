package io.medsift.curation.gate;

import io.medsift.codec.SampleSource;
import io.medsift.curation.state.Rank;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Findings;

/**
 * A sample on its way between gates.
 *
 * @param timestamp broker timestamp, milliseconds since the epoch
 * @param json the producer's bytes
 * @param findings what gates found so far, as {@link Findings#json()}
 */
public record Envelope(
    Rank rank,
    long timestamp,
    boolean late,
    boolean repeated,
    String id,
    String track,
    byte[] json,
    byte[] findings) {

  private static final byte[] NOTHING = Findings.NONE.json();

  /** An envelope before any gate. */
  public static Envelope of(
      Rank rank,
      long timestamp,
      boolean late,
      boolean repeated,
      String id,
      String track,
      byte[] json) {
    return new Envelope(rank, timestamp, late, repeated, id, track, json, NOTHING);
  }

  /** The source that the producer's bytes name. */
  public String source() {
    return SampleSource.of(json).orElse(SourceCounters.OTHER);
  }

  /** The same with one more finding. */
  public Envelope with(Evidence finding) {
    byte[] all = Findings.ofJson(findings).with(finding).json();
    return new Envelope(rank, timestamp, late, repeated, id, track, json, all);
  }
}
