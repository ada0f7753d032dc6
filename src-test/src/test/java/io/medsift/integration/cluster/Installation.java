package io.medsift.integration.cluster;

import io.medsift.curation.write.CurationTopics;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything that runs in production, each in a process of its own: a broker behind a network, a
 * session cluster with one TaskManager, and one job. What was killed can be started again, as an
 * operator or Kubernetes would: the job goes on from the newest checkpoint that it left.
 */
final class Installation implements AutoCloseable {
  private static final int CHECKPOINT_MEBIBYTES = 768;
  private static final int BROKER_MEBIBYTES = 1_536;

  private final Path directory;
  private final Path kafka;
  private final int brokerPort;
  private final TcpProxy network;
  private final Volume volume;
  private final Volume brokerVolume;
  private final StandaloneCluster cluster;
  private final FlinkHome home;
  private BrokerProcess broker;
  private List<String> arguments;
  private String job;
  private String savepoint;
  private CurationTopics topics;
  private LiveLoad load;

  private Installation(Path directory, FlinkHome home) throws Exception {
    this.home = home;
    this.directory = directory;
    kafka = directory.resolve("kafka");
    brokerPort = FreePorts.next();
    network = TcpProxy.to(brokerPort);
    brokerVolume = Volume.mount(kafka, BROKER_MEBIBYTES);
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

  /** The disk of the broker, null where none could be mounted. */
  Volume brokerVolume() {
    return brokerVolume;
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

  /** What feeds the job. */
  void feed(CurationTopics from, LiveLoad with) {
    topics = from;
    load = with;
  }

  LiveLoad load() {
    return load;
  }

  /** Waits until the job has read, and noted with a checkpoint, all that its topic holds. */
  void awaitAllRead() throws Exception {
    try (Admin admin = Admin.create(topics.connection().settings())) {
      FlinkRest.await("the end of " + topics.samples(), () -> progress(admin).isAll());
    }
  }

  /** How far the job has read now. */
  Progress progress() throws Exception {
    try (Admin admin = Admin.create(topics.connection().settings())) {
      return progress(admin);
    }
  }

  /**
   * How far the job has read, as it noted with its last checkpoint, and the ends of the topic, by
   * partition.
   */
  record Progress(List<Long> read, List<Long> ends) {
    boolean isAll() {
      return read.equals(ends);
    }

    @Override
    public String toString() {
      return "read up to %s of %s".formatted(read, ends);
    }
  }

  private Progress progress(Admin admin) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> read =
        admin.listConsumerGroupOffsets(topics.accepted()).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, Long> ends = ends(admin);
    return new Progress(
        partitions().map(read::get).map(at -> at == null ? 0 : at.offset()).toList(),
        partitions().map(ends::get).toList());
  }

  private Stream<TopicPartition> partitions() {
    return IntStream.range(0, Chaos.PARTITIONS)
        .mapToObj(partition -> new TopicPartition(topics.samples(), partition));
  }

  private Map<TopicPartition, Long> ends(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    partitions().forEach(partition -> partitions.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(partitions).all().get().forEach((one, end) -> ends.put(one, end.offset()));
    return ends;
  }

  /** Deletes all samples, as retention does with what is too old. */
  void deleteSamples() throws Exception {
    try (Admin admin = Admin.create(topics.connection().settings())) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      ends(admin).forEach((one, end) -> all.put(one, RecordsToDelete.beforeOffset(end)));
      admin.deleteRecords(all).all().get();
    }
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

  /** Runs the job again where its JobManager was lost with it, this time with more arguments. */
  void runAgain(String... more) throws Exception {
    List<String> before = arguments;
    run(Stream.concat(before.stream(), Stream.of(more)).toList());
    arguments = before;
  }

  /** Runs the job again, and returns why it was refused. */
  String refusal() throws Exception {
    try {
      runAgain();
      return "nothing: it runs";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** How many transactions the logs of all processes so far call lost. */
  long lostTransactions() throws IOException {
    return logs().lines().filter(line -> line.contains(" is lost: the brokers ended it")).count();
  }

  String logs() throws IOException {
    return cluster.logs();
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    broker.close();
    network.close();
    for (Volume each : Arrays.asList(volume, brokerVolume)) {
      if (each != null) {
        each.close();
      }
    }
  }
}
