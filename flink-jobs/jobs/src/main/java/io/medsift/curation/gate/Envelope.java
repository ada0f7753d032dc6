package io.medsift.curation.gate;

import io.medsift.curation.state.Rank;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Findings;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A sample on its way between gates.
 *
 * @param timestamp broker timestamp, milliseconds since the epoch
 * @param late whether it arrived behind the watermark
 * @param repeated whether it was read before the state of the job was restored
 * @param json the producer's bytes
 * @param findings what the gates that it passed have found
 * @param note for the gates that look at all responses to a prompt; null where its track runs none
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
    @TypeInfo(FindingsType.Factory.class) Findings findings,
    PromptNote note) {

  /** The same with one more finding. */
  public Envelope with(Evidence finding) {
    return new Envelope(
        rank, timestamp, late, repeated, id, track, source, json, findings.with(finding), note);
  }

  /** The same once its prompt is decided. */
  public Envelope withoutNote() {
    return new Envelope(rank, timestamp, late, repeated, id, track, source, json, findings, null);
  }
}
