package io.medsift.cli.centroids;

import java.util.Properties;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes the reporter that gives counters to the {@link EmbeddingProgress} of its key. */
public final class EmbeddingReporterFactory implements MetricReporterFactory {
  @Override
  public MetricReporter createMetricReporter(Properties settings) {
    return new Reporter(EmbeddingProgress.open(settings.getProperty(EmbeddingProgress.KEY)));
  }

  private static final class Reporter implements MetricReporter {
    private final EmbeddingProgress progress;

    Reporter(EmbeddingProgress progress) {
      this.progress = progress;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
      if (metric instanceof Counter counter) {
        progress.register(name, counter);
      }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
  }
}
