package io.medsift.generation;

import io.medsift.asking.TopicRecord;
import io.medsift.curation.read.LogRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** Where prompts come from and samples go: Kafka in a run, anything in a test. */
public record GenerationEnds(
    Source<LogRecord, ?, ?> source, int sourceParallelism, Sink<TopicRecord> sink) {}
