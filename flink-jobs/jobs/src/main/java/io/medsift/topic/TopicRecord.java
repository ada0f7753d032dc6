package io.medsift.topic;

/** A record ready to be written to a topic; {@code key} is null where it has none. */
public record TopicRecord(String topic, byte[] key, byte[] value) {}
