package io.medsift.cli.progress;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes the reporter that gives a cluster's counters to the {@link JobCounters} of its key. */
public final class ProgressReporterFactory implements MetricReporterFactory {
  @Override
  public MetricReporter createMetricReporter(Properties settings) {
    return new ProgressReporter(JobCounters.open(settings.getProperty(JobCounters.KEY)));
  }
}
