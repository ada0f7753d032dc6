package io.medsift.annotation;

import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.kafka.topic.LogRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;

/** Reads records as samples and checks what costs nothing. */
final class ReadFunction extends StepFunction<LogRecord> {
  private static final long serialVersionUID = 1L;

  private transient Counter read;

  ReadFunction(AnnotationSettings settings, DecontaminationPlan decontamination) {
    super(settings, decontamination);
  }

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    read = getRuntimeContext().getMetricGroup().counter("samples_read");
  }

  @Override
  Annotator.Step step(Annotator next, LogRecord record) {
    if (record.heartbeat()) {
      return null;
    }
    read.inc();
    return next.first(record);
  }
}
