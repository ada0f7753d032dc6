package io.medsift.curation.gate;

import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleSource;
import io.medsift.curation.state.Rank;
import io.medsift.verdict.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * A sample on its way between gates.
 *
 * @param timestamp broker timestamp, milliseconds since the epoch
 * @param json the producer's bytes
 * @param findings what gates found so far, as {@link RowCodec#findings(List)} writes it
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

  private static final byte[] NOTHING = RowCodec.findings(List.of());

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
    List<Evidence> all = new ArrayList<>(RowCodec.readFindings(findings));
    all.add(finding);
    return new Envelope(rank, timestamp, late, repeated, id, track, json, RowCodec.findings(all));
  }
}
