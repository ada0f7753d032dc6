package io.medsift.cli.progress;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/** Passes counters and gauges on; other kinds of metric are not progress. */
final class ProgressReporter implements MetricReporter {
  private final JobCounters counters;

  ProgressReporter(JobCounters counters) {
    this.counters = counters;
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Counter counter) {
      counters.register(name, group, counter);
    } else if (metric instanceof Gauge<?> gauge) {
      counters.register(name, group, gauge);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    if (metric instanceof Counter counter) {
      counters.unregister(name, group, counter);
    } else if (metric instanceof Gauge<?> gauge) {
      counters.unregister(name, group, gauge);
    }
  }
}
