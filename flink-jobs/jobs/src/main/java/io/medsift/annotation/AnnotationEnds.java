package io.medsift.annotation;

import io.medsift.asking.TopicRecord;
import io.medsift.curation.read.LogRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** Where samples come from and go: Kafka in a run, anything in a test. */
public record AnnotationEnds(
    Source<LogRecord, ?, ?> source, int sourceParallelism, Sink<TopicRecord> sink) {}
