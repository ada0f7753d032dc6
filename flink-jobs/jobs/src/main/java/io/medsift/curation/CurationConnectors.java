package io.medsift.curation;

import io.medsift.curation.gate.OutputRecord;
import io.medsift.kafka.topic.LogRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * Where records come from and rows go: Kafka in a run, anything in a test.
 *
 * @param sourceParallelism at most the number of partitions, so that no reader is left without one:
 *     such a reader would hold the watermark back for ever
 */
public record CurationConnectors(
    Source<LogRecord, ?, ?> source, int sourceParallelism, Sink<OutputRecord> sink) {}
