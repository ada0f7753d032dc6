package io.medsift.curation.gate;

import io.medsift.curation.state.Rank;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Findings;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A sample on its way between gates.
 *
 * @param timestamp broker timestamp, milliseconds since the epoch
 * @param late whether it came behind the watermark
 * @param repeated whether it was read before the state of the job was restored
 * @param json the producer's bytes
 * @param findings what the gates that it passed have found
 */
public record Envelope(
    Rank rank,
    long timestamp,
    boolean late,
    boolean repeated,
    String id,
    String track,
    String source,
    byte[] json,
    @TypeInfo(FindingsType.Factory.class) Findings findings) {

  /** The same with one more finding. */
  public Envelope with(Evidence finding) {
    return new Envelope(
        rank, timestamp, late, repeated, id, track, source, json, findings.with(finding));
  }
}
