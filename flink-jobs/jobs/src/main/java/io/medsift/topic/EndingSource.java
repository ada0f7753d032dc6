package io.medsift.topic;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;

/**
 * A bounded source on Kafka that ends after a restart too. The enumerator of the connector tells
 * readers that no splits follow when it has found new partitions, and one that was restored finds
 * none: its readers would wait for ever (FLINK-33466).
 */
public final class EndingSource<T, S extends SourceSplit, E> extends ForwardingSource<T, S, E> {
  private static final long serialVersionUID = 1L;

  private EndingSource(Source<T, S, E> source, TypeInformation<T> type) {
    super(source, type);
  }

  /** The same source, which ends. */
  public static <T> Source<T, ?, ?> of(KafkaSource<T> bounded) {
    return new EndingSource<>(bounded, bounded.getProducedType());
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E checkpoint)
      throws Exception {
    return new EndingEnumerator<>(super.restoreEnumerator(context, checkpoint), context);
  }
}
