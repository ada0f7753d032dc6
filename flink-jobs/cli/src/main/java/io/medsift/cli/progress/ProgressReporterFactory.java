package io.medsift.cli.progress;

import java.util.Properties;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Creates the reporter that gives a cluster's metrics to the {@link JobCounters} of its key. */
public final class ProgressReporterFactory implements MetricReporterFactory {
  @Override
  public MetricReporter createMetricReporter(Properties settings) {
    return new Reporter(JobCounters.open(settings.getProperty(JobCounters.KEY)));
  }

  private static final class Reporter implements MetricReporter {
    private final JobCounters counters;

    Reporter(JobCounters counters) {
      this.counters = counters;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
      counters.register(metric, name, group);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
      counters.unregister(metric, name, group);
    }
  }
}
