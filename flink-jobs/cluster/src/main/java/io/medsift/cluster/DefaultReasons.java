package io.medsift.cluster;

import static java.util.Map.entry;

import java.util.Map;

/** Why the job sets what it sets of Flink, by key, for the reference that people read. */
final class DefaultReasons {
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          entry(
              "execution.checkpointing.externalized-checkpoint-retention",
              "A job that was cancelled by mistake, or whose JobManager is gone, goes on from its"
                  + " last checkpoint."),
          entry(
              "execution.checkpointing.incremental",
              "State grows with every sample and changes little: only new files are uploaded."),
          entry(
              "execution.checkpointing.interval",
              "Readers see verdicts once per checkpoint, so this is how long they wait. Longer is"
                  + " cheaper on remote storage; 30 s is set on Kubernetes."),
          entry(
              "execution.checkpointing.tolerable-failed-checkpoints",
              "A storage that fails for a moment delays verdicts. Restarting the job for it would"
                  + " delay them more; one that fails for longer must be seen."),
          entry(
              "pipeline.auto-generate-uids",
              "State is found by an operator's name. One made of the graph changes with the graph,"
                  + " and an upgrade would lose the state without a word."),
          entry(
              "pipeline.generic-types",
              "No Kryo: it is slow, instantiates what bytes name, and its state does not outlive a"
                  + " change of a class."),
          entry(
              "pipeline.max-parallelism",
              "Part of the form of the state, so it can never change. 128 is the most parallel"
                  + " subtasks that the job will ever have."),
          entry(
              "pipeline.object-reuse",
              "Without it, each record is copied between chained operators, bytes of the sample and"
                  + " all. Operators do not change a record that they were given."),
          entry(
              "restart-strategy.exponential-delay.attempts-before-reset-backoff",
              "At one a minute about a day of outage. Then the job ends as failed, instead of"
                  + " trying for ever. The count starts again once it has run for an hour."),
          entry(
              "restart-strategy.type",
              "The first restarts come within seconds, for a lost TaskManager; later ones up to a"
                  + " minute apart, for an outage."),
          entry(
              "state.backend.rocksdb.use-bloom-filter",
              "Most look-ups of a band find nothing. The filter answers them without a read of the"
                  + " disk."),
          entry(
              "state.backend.type",
              "The memory of all accepted samples is larger than a heap, and a heap has no"
                  + " incremental checkpoints."));

  private DefaultReasons() {}

  /** The reason for a setting. */
  static String of(String key) {
    String reason = REASONS.get(key);
    if (reason == null) {
      throw new IllegalStateException(
          "the job sets " + key + " without a reason: add one to DefaultReasons");
    }
    return reason;
  }

  static Map<String, String> all() {
    return REASONS;
  }
}
