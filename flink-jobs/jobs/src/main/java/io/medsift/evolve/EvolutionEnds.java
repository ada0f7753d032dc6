package io.medsift.evolve;

import io.medsift.asking.TopicRecord;
import io.medsift.curation.read.LogRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** Where seeds come from and what is made of them goes: Kafka in a run, anything in a test. */
public record EvolutionEnds(
    Source<LogRecord, ?, ?> source, int sourceParallelism, Sink<TopicRecord> sink) {}
