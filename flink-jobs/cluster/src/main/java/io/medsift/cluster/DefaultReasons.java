package io.medsift.cluster;

import static java.util.Map.entry;

import java.util.Map;

/** Reasons for the Flink settings of the job, by key, for the reference page. */
final class DefaultReasons {
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          entry(
              "execution.buffer-timeout.interval",
              "Verdicts are visible with the next checkpoint, so a record may wait for others on "
                  + "its way between stages: each buffer that is sent half empty takes time."),
          entry(
              "execution.checkpointing.externalized-checkpoint-retention",
              "A job that was cancelled by mistake, or whose JobManager was lost, can "
                  + "resume from its last checkpoint."),
          entry(
              "execution.checkpointing.incremental",
              "State grows with every sample and changes little, so a checkpoint uploads "
                  + "only new files."),
          entry(
              "execution.checkpointing.interval",
              "Readers see new verdicts with each checkpoint, so this bounds their "
                  + "latency. A longer interval is cheaper on remote storage; the Kubernetes "
                  + "manifests set 30 s."),
          entry(
              "execution.checkpointing.tolerable-failed-checkpoints",
              "A short failure of the checkpoint storage only delays verdicts, and a "
                  + "restart would delay them more. A longer failure must be noticed."),
          entry(
              "pipeline.auto-generate-uids",
              "State is matched by the uid of its operator. A uid that is generated from "
                  + "the graph changes with the graph, and an upgrade would silently lose the "
                  + "state."),
          entry(
              "pipeline.generic-types",
              "No Kryo: it is slow, instantiates classes that the bytes name, and does not "
                  + "support state schema evolution."),
          entry(
              "pipeline.max-parallelism",
              "The state depends on it, so it can never change. The job has at most 128 "
                  + "parallel subtasks."),
          entry(
              "pipeline.object-reuse",
              "Without it, each record is copied between chained operators, with the bytes "
                  + "of the sample. Operators do not modify their input."),
          entry(
              "restart-strategy.exponential-delay.attempts-before-reset-backoff",
              "About a day of outage at one attempt per minute. After that the job fails. "
                  + "The count is reset once the job has run for an hour."),
          entry(
              "restart-strategy.type",
              "The first restarts follow within seconds, for a lost TaskManager; later "
                  + "ones are up to a minute apart, for an outage."),
          entry(
              "state.backend.rocksdb.use-bloom-filter",
              "Look-ups that find nothing need no disk read. The job has a filter of its own for"
                  + " bands, which answers most of them first; this one serves what that filter"
                  + " cannot answer."),
          entry(
              "state.backend.type",
              "The state of all accepted samples does not fit on the heap, and the heap "
                  + "state backend has no incremental checkpoints."));

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
