package io.medsift.annotation;

import io.medsift.codec.RowCodec;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.RequestPreview;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Preview of the requests of the annotation job. */
public final class AnnotationPreview implements AutoCloseable {
  private final Annotator annotator;

  /** A preview of a job. */
  public AnnotationPreview(AnnotationJob job) {
    this.annotator = job.plan().open(new UnregisteredMetricsGroup());
  }

  /** Returns the requests about a record. */
  public RequestPreview of(byte[] record) {
    LogRecord read = new LogRecord(0, 0, 0, null, record, Map.of(), false);
    Annotator.Step step = annotator.first(read);
    if (step.record() == null) {
      return RequestPreview.asks(annotator.requests(step, read));
    }
    if (step.record().origin() == null) {
      return RequestPreview.asks(List.of());
    }
    try {
      return RequestPreview.refuses(RowCodec.readDeadLetter(step.record().value()).error());
    } catch (IOException e) {
      throw new IllegalStateException("a dead letter cannot be read", e);
    }
  }

  @Override
  public void close() {
    annotator.close();
  }
}
