package io.medsift.endtoend;

/** A record as a test puts it into the topic: where, when, and what. */
record LoggedRecord(int partition, long timestamp, byte[] value) {}
