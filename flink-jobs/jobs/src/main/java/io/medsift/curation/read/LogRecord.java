package io.medsift.curation.read;

import java.util.Map;

/**
 * One record of the topic as the broker gave it.
 *
 * @param timestamp broker timestamp, milliseconds since the epoch
 * @param key null where the record has none
 * @param value null for a tombstone
 * @param heartbeat whether this is a control record that only moves time
 */
public record LogRecord(
    int partition,
    long offset,
    long timestamp,
    byte[] key,
    byte[] value,
    Map<String, byte[]> headers,
    boolean heartbeat) {}
