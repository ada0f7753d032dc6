package io.medsift.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TransactionalSinkTest {
  /** Flink would end the TaskManager. */
  @Test
  void theEndOfAWriterDoesNotFailWhereNoBrokerAnswers() {
    Unanswered connectors = new Unanswered();
    assertThatCode(() -> new TransactionalSink.Writer<>(connectors).close())
        .doesNotThrowAnyException();
    assertThat(connectors.closed).isTrue();
  }

  private static final class Unanswered
      implements PrecommittingStatefulSinkWriter<String, KafkaWriterState, KafkaCommittable> {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
      throw new TimeoutException("Timeout expired after 60000ms while awaiting EndTxn(false)");
    }

    @Override
    public void write(String element, Context context) {}

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<KafkaCommittable> prepareCommit() {
      return List.of();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) {
      return List.of();
    }
  }
}
