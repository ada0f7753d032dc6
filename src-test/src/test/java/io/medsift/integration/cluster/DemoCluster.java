package io.medsift.integration.cluster;

import io.medsift.cli.embedded.Testbed;
import io.medsift.kafka.KafkaConnection;
import io.medsift.testkit.process.FlinkHome;
import io.medsift.testkit.process.FlinkRest;
import io.medsift.testkit.process.StandaloneCluster;
import io.medsift.testkit.scenario.SampleLog;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A session cluster of one TaskManager with two slots that can run the demo's job, on the broker
 * that all tests share.
 *
 * @param jar of the job, as the cluster calls it
 */
record DemoCluster(
    SampleLog log, DemoJob demo, FlinkHome home, StandaloneCluster cluster, String jar)
    implements AutoCloseable {

  /** Starts it, as {@code settings} change it before. */
  static DemoCluster start(Path directory, Consumer<StandaloneCluster> settings) throws Exception {
    FlinkHome home = FlinkHome.assemble(directory.resolve("flink"));
    StandaloneCluster cluster = new StandaloneCluster(home, directory.resolve("cluster"));
    cluster.set("taskmanager.numberOfTaskSlots", 2);
    settings.accept(cluster);
    cluster.startSession();
    cluster.startTaskManager();
    cluster.rest().awaitSlots(2);
    return new DemoCluster(
        new SampleLog(KafkaConnection.plain(Testbed.broker().bootstrapServers())),
        DemoJob.prepare(directory),
        home,
        cluster,
        cluster.rest().upload(home.jobJar()));
  }

  FlinkRest rest() {
    return cluster.rest();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
