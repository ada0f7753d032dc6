package io.medsift.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.EmbeddedCluster;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class JobCountersTest {
  @Test
  void sumsTheSubtasksOfAJobAndKeepsTheSumsWhenItHasEnded() throws Exception {
    try (JobCounters counters = new JobCounters()) {
      Configuration settings = new Configuration();
      counters.addTo(settings);
      try (EmbeddedCluster cluster = EmbeddedCluster.start(settings, 1, 2)) {
        StreamExecutionEnvironment environment = cluster.environment(2);
        environment.fromSequence(1, 100).map(new CountingMap()).sinkTo(new DiscardingSink<>());
        cluster.result(cluster.submit(environment, "count")).get(60, TimeUnit.SECONDS);
      }
      ProgressLine.Counts progress = ProgressLine.Counts.of(counters);
      assertThat(progress.read()).isEqualTo(100);
      assertThat(progress.accepted()).isEqualTo(50);
      assertThat(progress.rejected()).containsOnlyKeys("LOW_SCORE").containsEntry("LOW_SCORE", 50L);
      assertThat(progress.deadLetters()).isZero();
    }
  }

  private static final class CountingMap extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;

    private transient Counter read;
    private transient Counter accepted;
    private transient Counter rejected;

    @Override
    public void open(OpenContext context) {
      MetricGroup metrics = getRuntimeContext().getMetricGroup();
      read = metrics.counter("samples_read");
      accepted = metrics.addGroup("track", "r1_trace").counter("accepted");
      rejected =
          metrics.addGroup("gate", "judge").addGroup("reason", "LOW_SCORE").counter("rejected");
    }

    @Override
    public Long map(Long number) {
      read.inc();
      (number % 2 == 0 ? accepted : rejected).inc();
      return number;
    }
  }
}
