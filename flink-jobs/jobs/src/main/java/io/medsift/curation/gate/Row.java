package io.medsift.curation.gate;

/** A record ready to be written; {@code key} is null where it has none. */
public record Row(RowKind kind, byte[] key, byte[] value) {}
