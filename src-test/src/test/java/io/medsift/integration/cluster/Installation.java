package io.medsift.integration.cluster;

import io.medsift.testkit.process.BrokerProcess;
import io.medsift.testkit.process.FlinkHome;
import io.medsift.testkit.process.FlinkProcess;
import io.medsift.testkit.process.FlinkRest;
import io.medsift.testkit.process.FreePorts;
import io.medsift.testkit.process.StandaloneCluster;
import io.medsift.testkit.process.TcpProxy;
import io.medsift.testkit.process.Volume;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that runs in production, each in a process of its own: a broker behind a network, a
 * session cluster with one TaskManager, and one job. What was killed can be started again, as an
 * operator or Kubernetes would: the job goes on from the newest checkpoint that it left.
 */
final class Installation implements AutoCloseable {
  private static final int CHECKPOINT_MEBIBYTES = 768;

  private final Path directory;
  private final Path kafka;
  private final int brokerPort;
  private final TcpProxy network;
  private final Volume volume;
  private final StandaloneCluster cluster;
  private final FlinkHome home;
  private BrokerProcess broker;
  private List<String> arguments;
  private String job;
  private String savepoint;

  private Installation(Path directory, FlinkHome home) throws Exception {
    this.home = home;
    this.directory = directory;
    kafka = directory.resolve("kafka");
    brokerPort = FreePorts.next();
    network = TcpProxy.to(brokerPort);
    startBroker();
    cluster = new StandaloneCluster(home, directory.resolve("cluster"));
    volume = Volume.mount(cluster.checkpoints(), CHECKPOINT_MEBIBYTES);
    cluster.set("taskmanager.numberOfTaskSlots", 2);
    cluster.startSession();
    cluster.startTaskManager();
    cluster.rest().awaitSlots(2);
  }

  static Installation start(Path directory) throws Exception {
    return new Installation(directory, FlinkHome.assemble(directory.resolve("flink")));
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  TcpProxy network() {
    return network;
  }

  /** The disk of the checkpoints, null where none could be mounted. */
  Volume volume() {
    return volume;
  }

  BrokerProcess broker() {
    return broker;
  }

  FlinkProcess jobManager() {
    return cluster.jobManager();
  }

  FlinkProcess taskManager() {
    return cluster.taskManagers().get(cluster.taskManagers().size() - 1);
  }

  FlinkRest rest() {
    return cluster.rest();
  }

  /** Runs the job, which goes on by itself from its newest checkpoint where there is one. */
  void run(List<String> withArguments) throws Exception {
    arguments = withArguments;
    cluster.rest().awaitSlots(2);
    job = cluster.rest().run(cluster.rest().upload(home.jobJar()), arguments, 2, savepoint);
  }

  /** Runs another job to its end. */
  void runToTheEnd(List<String> withArguments) throws Exception {
    cluster.rest().awaitSlots(2);
    String jar = cluster.rest().upload(home.jobJar());
    cluster.rest().awaitFinished(cluster.rest().run(jar, withArguments, 2, null));
  }

  /** Waits for a checkpoint that begins after this call: readers see verdicts again. */
  void awaitCheckpoint() throws Exception {
    long before = cluster.rest().checkpointsTriggered(job);
    FlinkRest.await("a checkpoint", () -> cluster.rest().lastCheckpoint(job) > before);
  }

  /** Does something that no TaskManager may die of. */
  void outlives(Action action) throws Exception {
    FlinkProcess before = taskManager();
    action.run();
    awaitCheckpoint();
    if (!before.alive()) {
      throw new AssertionError("the TaskManager ended by itself: " + before.log());
    }
  }

  /** Something that may fail. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** Stops the job with a savepoint, and starts it from there. */
  void upgrade() throws Exception {
    savepoint = cluster.rest().stopWithSavepoint(job, directory.resolve("savepoints"));
    run(arguments);
  }

  /** Takes a savepoint of the running job. */
  Path savepoint() throws Exception {
    return Path.of(
        URI.create(cluster.rest().triggerSavepoint(job, directory.resolve("savepoints"))));
  }

  void cancel() throws Exception {
    cluster.rest().cancel(job);
  }

  final void startBroker() throws IOException {
    broker = BrokerProcess.start(kafka, brokerPort, network.port(), StandaloneCluster.QUICK);
  }

  void startTaskManager() throws IOException {
    cluster.startTaskManager();
  }

  void startJobManager() throws IOException {
    cluster.startSession();
  }

  /** Runs the job again where its JobManager was lost with it. */
  void runAgain() throws Exception {
    run(arguments);
  }

  String logs() throws IOException {
    return cluster.logs();
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    broker.close();
    network.close();
    if (volume != null) {
      volume.close();
    }
  }
}
