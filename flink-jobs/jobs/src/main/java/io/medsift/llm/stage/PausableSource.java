package io.medsift.llm.stage;

import io.medsift.kafka.connector.ForwardingSource;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;

/** A source whose readers rest while the gate of an intake is closed. */
final class PausableSource<T, S extends SourceSplit, E> extends ForwardingSource<T, S, E> {
  private static final long serialVersionUID = 1L;

  private final FlowControl intake;

  PausableSource(Source<T, S, E> source, TypeInformation<T> type, FlowControl intake) {
    super(source, type);
    this.intake = intake;
  }

  @Override
  public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
    return new PausableReader<>(super.createReader(context), intake.acquire());
  }
}
