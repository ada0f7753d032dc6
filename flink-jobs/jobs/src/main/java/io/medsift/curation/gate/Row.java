package io.medsift.curation.gate;

import io.medsift.curation.read.SamplePosition;

/**
 * A record ready to be written.
 *
 * @param position of the sample that it decides on
 * @param key null where it has none
 */
public record Row(RowKind kind, SamplePosition position, byte[] key, byte[] value) {}
