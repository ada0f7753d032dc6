package io.medsift.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.kafka.topic.TopicOffsets;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which state a run starts from, so that it neither decides samples twice nor leaves any
 * out.
 *
 * <p>A run keeps its checkpoints in a directory of its own and continues from the newest. A
 * savepoint that the user names is used unless a checkpoint of the run is further: the command of
 * an upgrade, given again after a crash, still names the savepoint. A run does not start
 *
 * <ul>
 *   <li>from a state that is behind what the run has read, or without any after it has read: it
 *       would write a second verdict on what it read since;
 *   <li>where its topic no longer holds records that it has not read, or is another topic of the
 *       same name, unless it may skip these.
 * </ul>
 *
 * <p>What earlier attempts left and no checkpoint needs is deleted after a day.
 *
 * <p>With high availability Flink prefers the checkpoint, or the end, that it keeps there, so that
 * a run which leaves none here may still start, and nothing is deleted: which state Flink takes is
 * not known here.
 */
public final class RunRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecovery.class);
  private static final Duration KEPT_FOR = Duration.ofDays(1);
  private static final String TOPIC_FILE = "_topic";

  private final Configuration cluster;
  private final String run;
  private final String sourceUid;
  private final boolean skipsLost;
  private List<LostSamples> lost = List.of();

  /**
   * The recovery of a run.
   *
   * @param cluster the configuration that the job starts with; it names the directory of
   *     checkpoints
   * @param run name of the run
   * @param sourceUid of the source that reads the topic
   * @param skipsLost whether records that the topic no longer holds are skipped
   */
  public RunRecovery(Configuration cluster, String run, String sourceUid, boolean skipsLost) {
    this.cluster = cluster;
    this.run = run;
    this.sourceUid = sourceUid;
    this.skipsLost = skipsLost;
  }

  /**
   * The settings with which the run starts.
   *
   * @param topic that it reads
   * @throws IllegalStateException if it must not start; the message says why and what to do
   * @throws IOException if the directory of checkpoints or a state cannot be read
   */
  public Configuration settings(TopicOffsets topic) throws IOException {
    Path checkpoints = new Path(cluster.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY), run);
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toString());
    Optional<SavedState> newest = newest(checkpoints, topic);
    Optional<SavedState> named = named(topic);
    Optional<SavedState> start = named.isEmpty() || isFurther(newest, named) ? newest : named;
    if (start.isPresent() && !start.equals(named)) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, start.get().path().toString());
      settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
      named.ifPresent(
          older ->
              LOG.warn(
                  "The run {} resumes from its checkpoint {}, written {}, and not from {}, "
                      + "written {}, which is older.",
                  run,
                  start.get().path(),
                  start.get().written(),
                  older.path(),
                  older.written()));
    }
    boolean kept = !cluster.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase("none");
    if (start.isPresent()) {
      requireAsFarAs(start.get(), topic);
      requireSameTopic(checkpoints, topic);
      requireAll(start.get(), topic);
      if (!kept) {
        DeadAttempts.delete(checkpoints, start.get().path(), Instant.now().minus(KEPT_FOR));
      }
    } else if (!kept) {
      requireNew(topic, checkpoints);
    }
    note(checkpoints, topic);
    return settings;
  }

  /** Samples that a run skips if it starts with the last {@link #settings settings}. */
  public List<LostSamples> lost() {
    return lost;
  }

  private Optional<SavedState> newest(Path checkpoints, TopicOffsets topic) throws IOException {
    Optional<Path> newest = Checkpoints.newest(checkpoints);
    return newest.isEmpty()
        ? Optional.empty()
        : Optional.of(SavedState.read(newest.get(), sourceUid, topic.name()));
  }

  private Optional<SavedState> named(TopicOffsets topic) throws IOException {
    Optional<String> path = cluster.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SavedState.read(new Path(path.get()), sourceUid, topic.name()));
    } catch (FileNotFoundException e) {
      throw new IllegalStateException(
          "%s is not a savepoint: it has no file _metadata".formatted(path.get()), e);
    }
  }

  private static boolean isFurther(Optional<SavedState> newest, Optional<SavedState> named) {
    return newest.isPresent() && newest.get().isAheadOf(named.orElseThrow().offsets());
  }

  private void requireNew(TopicOffsets topic, Path checkpoints) {
    if (!topic.committed().isEmpty()) {
      throw new IllegalStateException(
          ("the run '%s' has read the topic %s before, up to the offsets %s, but there is no"
                  + " checkpoint of it under %s. Without its state it would decide these samples"
                  + " again. Start it from a savepoint (--fromSavepoint PATH), or, to decide"
                  + " everything again, under another name (--run NAME) and into other topics")
              .formatted(run, topic.name(), sorted(topic.committed()), checkpoints));
    }
    if (!topic.decided().isEmpty()) {
      throw new IllegalStateException(
          ("the output topics hold verdicts on samples of the topic %s already, up to the offsets"
                  + " %s, and there is no checkpoint of the run '%s' under %s. Without the state of"
                  + " the run that wrote them, it would decide these samples again. Start it from a"
                  + " savepoint (--fromSavepoint PATH), or, to decide everything again or where"
                  + " these verdicts are of a deleted topic of the same name, into other topics"
                  + " (--topics.accepted NAME and so on)")
              .formatted(topic.name(), sorted(topic.decided()), run, checkpoints));
    }
  }

  private void requireAsFarAs(SavedState start, TopicOffsets topic) {
    Map<Integer, Long> known = new HashMap<>(topic.committed());
    topic.decided().forEach((partition, end) -> known.merge(partition, end, Math::max));
    if (!start.behind(known).isEmpty()) {
      throw new IllegalStateException(
          ("%s, written %s, is older than what the run '%s' has decided: it goes up to the"
                  + " offsets %s of the topic %s, and the run has read up to %s. Started from it,"
                  + " the job would decide the samples between a second time. Start it from a later"
                  + " savepoint or from the checkpoint that the run left, or, to decide again from"
                  + " this one, under another name (--run NAME) and into other topics. Where the"
                  + " outputs hold verdicts of a deleted topic of the same name, keep the name and"
                  + " write into other topics (--topics.accepted NAME and so on)")
              .formatted(
                  start.path(),
                  start.written(),
                  run,
                  sorted(start.offsets()),
                  topic.name(),
                  sorted(known)));
    }
  }

  private void requireAll(SavedState start, TopicOffsets topic) {
    List<LostSamples> gone = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    sorted(start.offsets())
        .forEach(
            (partition, next) -> {
              if (next < 0) {
                return; // Its source has read nothing of the partition yet.
              }
              long first = topic.first().getOrDefault(partition, 0L);
              long end = topic.end().getOrDefault(partition, 0L);
              if (first > next) {
                gone.add(new LostSamples(topic.name(), partition, next, first - 1));
              } else if (end < next) {
                problems.add(
                    String.format(
                        Locale.ROOT,
                        "partition %d ends at %d and was read up to %d",
                        partition,
                        end,
                        next));
              }
            });
    gone.forEach(each -> problems.add(0, each.toString()));
    if (problems.isEmpty()) {
      return;
    }
    String what =
        "the topic %s no longer holds all that the run '%s' has not decided yet: %s"
            .formatted(topic.name(), run, String.join("; ", problems));
    if (!skipsLost) {
      throw new IllegalStateException(
          what
              + ". Retention or a user deleted these records before they were read: they would"
              + " get no verdict. To go on without them, start it with --kafka.lost-samples"
              + " skip; to decide what is left again, under another name (--run NAME) and"
              + " into other topics");
    }
    LOG.warn("{}. The run continues without them.", what);
    lost = List.copyOf(gone);
  }

  private void requireSameTopic(Path checkpoints, TopicOffsets topic) throws IOException {
    Optional<String> id = noted(checkpoints);
    if (id.isPresent() && !id.get().equals(topic.name() + " " + topic.id())) {
      throw new IllegalStateException(
          ("the topic %s (id %s) is not the one that the run '%s' has read (%s): it was deleted"
                  + " and created again, or is another topic. The offsets in the state are wrong"
                  + " for it. Start it under another name (--run NAME) and into other topics")
              .formatted(topic.name(), topic.id(), run, id.get()));
    }
  }

  private static Optional<String> noted(Path checkpoints) throws IOException {
    Path file = new Path(checkpoints, TOPIC_FILE);
    FileSystem files = file.getFileSystem();
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (FSDataInputStream in = files.open(file)) {
      return Optional.of(new String(in.readAllBytes(), UTF_8).strip());
    }
  }

  private static void note(Path checkpoints, TopicOffsets topic) throws IOException {
    Path file = new Path(checkpoints, TOPIC_FILE);
    FileSystem files = file.getFileSystem();
    files.mkdirs(checkpoints);
    try (FSDataOutputStream out = files.create(file, FileSystem.WriteMode.OVERWRITE)) {
      out.write((topic.name() + " " + topic.id() + "\n").getBytes(UTF_8));
    }
  }

  private static Map<Integer, Long> sorted(Map<Integer, Long> offsets) {
    return new TreeMap<>(offsets);
  }
}
