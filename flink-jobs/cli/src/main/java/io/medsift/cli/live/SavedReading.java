package io.medsift.cli.live;

import io.medsift.cli.job.SavedJson;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.kafka.topic.OffsetRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers which part of which topic the job of a directory reads, so that it stops at the same
 * place however often it is started, and the next one begins behind it: of a job that has ended
 * there is no checkpoint to tell.
 */
public final class SavedReading {
  private static final String FILE = "reading.json";
  private static final String ADVICE =
      "Start it with the same options, or name another --data and --name.";

  /** {@code ends} is empty where the job waits for more. */
  private record Saved(
      String topic,
      String run,
      Map<Integer, Long> starts,
      Map<Integer, Long> ends,
      boolean ended) {}

  private final Path directory;
  private final SavedJson<Saved> file;

  /** That of a job with this directory. */
  public SavedReading(Path directory) {
    this.directory = directory;
    this.file = new SavedJson<>(directory.resolve(FILE), Saved.class, ADVICE);
  }

  /**
   * Returns the range that a job reads which starts now. Until its first checkpoint nothing of it
   * is visible, and it begins again.
   *
   * @param run the name of the job's run
   * @param ends what the topic holds, where the job is to end; null where it is not
   * @throws CommandFailedException if the directory is that of another topic or run, or if its
   *     checkpoint is that of a job of the other kind, which knows its end, or that there is none,
   *     better than the command
   */
  public OffsetRange begin(String topic, String run, Supplier<Map<Integer, Long>> ends)
      throws IOException {
    Saved saved = file.read().orElse(null);
    if (saved != null && !(saved.topic().equals(topic) && saved.run().equals(run))) {
      throw wrong("is of the run " + saved.run() + " on the topic " + saved.topic());
    }
    if (saved != null && saved.ended()) {
      LiveCluster.deleteCheckpoints(directory);
    }
    if (LiveCluster.checkpoint(directory).isPresent()) {
      return goOn(saved, ends != null);
    }
    OffsetRange reading = new OffsetRange(starts(saved), ends == null ? Map.of() : ends.get());
    file.write(new Saved(topic, run, reading.starts(), reading.ends(), false));
    return reading;
  }

  /**
   * Takes the directory for a job that begins again each time it starts, and deletes the
   * checkpoints that one of its kind has left.
   *
   * @param kind of the job, by which the directory is marked
   * @throws CommandFailedException if the directory is that of a job of another kind, which needs
   *     what it has left there
   */
  public static void beginAnew(Path directory, String kind) throws IOException {
    Path mark = directory.resolve("." + kind);
    if (!Files.exists(mark)) {
      if (Files.exists(directory.resolve(FILE)) || LiveCluster.checkpoint(directory).isPresent()) {
        throw new CommandFailedException(
            "the directory %s belongs to another job, which resumes from it".formatted(directory),
            "Name another --data.");
      }
      Files.createFile(mark);
    }
    LiveCluster.deleteCheckpoints(directory);
  }

  private OffsetRange goOn(Saved saved, boolean ends) {
    OffsetRange reading =
        saved == null ? OffsetRange.ALL : new OffsetRange(saved.starts(), saved.ends());
    if (ends && reading.ends().isEmpty()) {
      throw wrong("holds a job that was started without --until-end");
    }
    if (!ends && !reading.ends().isEmpty()) {
      throw wrong("holds a job that was started with --until-end and has not reached the end");
    }
    return reading;
  }

  private static Map<Integer, Long> starts(Saved saved) {
    if (saved == null) {
      return Map.of();
    }
    return saved.ended() ? saved.ends() : saved.starts();
  }

  /** The job has ended by itself, and needs no checkpoint any more. */
  public void end() throws IOException {
    Saved saved = file.read().orElse(null);
    if (saved != null && !saved.ends().isEmpty()) {
      file.write(new Saved(saved.topic(), saved.run(), saved.starts(), saved.ends(), true));
      LiveCluster.deleteCheckpoints(directory);
    }
  }

  private CommandFailedException wrong(String what) {
    return new CommandFailedException("the directory %s %s".formatted(directory, what), ADVICE);
  }
}
