package io.medsift.kafka.topic;

/** A position in the topic of samples, by which state knows a sample. */
public record SamplePosition(int partition, long offset) {}
