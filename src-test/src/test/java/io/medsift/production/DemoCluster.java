package io.medsift.production;

import io.medsift.benchmark.BrokerProcess;
import io.medsift.endtoend.SampleLog;
import io.medsift.topic.KafkaConnection;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A broker, and a session cluster of one TaskManager with two slots that can run the demo's job.
 *
 * @param jar of the job, as the cluster calls it
 */
record DemoCluster(
    BrokerProcess broker,
    SampleLog log,
    DemoJob demo,
    FlinkHome home,
    StandaloneCluster cluster,
    String jar)
    implements AutoCloseable {

  static DemoCluster start(Path directory) throws Exception {
    return start(directory, cluster -> {});
  }

  /** The same, on a cluster that {@code settings} change before it starts. */
  static DemoCluster start(Path directory, Consumer<StandaloneCluster> settings) throws Exception {
    BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
    FlinkHome home = FlinkHome.assemble(directory.resolve("flink"));
    StandaloneCluster cluster = new StandaloneCluster(home, directory.resolve("cluster"));
    cluster.set("taskmanager.numberOfTaskSlots", 2);
    settings.accept(cluster);
    cluster.startSession();
    cluster.startTaskManager();
    cluster.rest().awaitSlots(2);
    return new DemoCluster(
        broker,
        new SampleLog(KafkaConnection.plain(broker.bootstrapServers())),
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
    broker.close();
  }
}
