package io.medsift.curation.read;

import io.medsift.curation.state.Rank;
import io.medsift.kafka.topic.LogRecord;

/**
 * A record with its place in the order.
 *
 * @param late it arrived behind the watermark, so its rank time is just after that
 * @param repeated its offset was read before this state was restored
 */
public record RankedRecord(LogRecord record, Rank rank, boolean late, boolean repeated) {}
