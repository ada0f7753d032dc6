package io.medsift.cli.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.cli.CommandFailedException;
import io.medsift.topic.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers up to where the job of a directory was to read, so that it stops there however often it
 * is started, and the next one begins behind it: no checkpoint of a job that has ended could tell.
 */
public final class SavedReading {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Saved(Map<Integer, Long> starts, Map<Integer, Long> ends, boolean ended) {}

  private final Path directory;
  private final Path file;

  /** That of a job with this directory. */
  public SavedReading(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("reading.json");
  }

  /**
   * What the job reads that starts now.
   *
   * @param ends what the topic holds, where the job is to end; null where it is not
   * @throws CommandFailedException if the checkpoint is that of a job of the other kind, which
   *     knows its end, or that there is none, better than the command
   */
  public Reading begin(Supplier<Map<Integer, Long>> ends) throws IOException {
    Saved saved = Files.exists(file) ? JSON.readValue(file.toFile(), Saved.class) : null;
    if (saved != null && !saved.ended()) {
      require(ends != null, "was started with --until-end and has not come there", "with");
      return new Reading(saved.starts(), saved.ends());
    }
    Map<Integer, Long> starts = saved == null ? Map.of() : saved.ends();
    if (LiveCluster.checkpoint(directory).isPresent()) {
      require(ends == null, "was started without --until-end", "without");
      return new Reading(starts, Map.of());
    }
    Reading reading = new Reading(starts, ends == null ? Map.of() : ends.get());
    if (ends != null) {
      save(new Saved(reading.starts(), reading.ends(), false));
    }
    return reading;
  }

  /** The job has ended, if it was to, and needs no checkpoint any more. */
  public void end() throws IOException {
    if (Files.exists(file)) {
      LiveCluster.deleteCheckpoints(directory);
      Saved saved = JSON.readValue(file.toFile(), Saved.class);
      save(new Saved(saved.starts(), saved.ends(), true));
    }
  }

  private void require(boolean holds, String wrong, String right) {
    if (!holds) {
      throw new CommandFailedException(
          "the job of %s %s".formatted(directory, wrong),
          "Start it %s --until-end again, or name another --data and --name.".formatted(right));
    }
  }

  private void save(Saved reading) throws IOException {
    Path partial = file.resolveSibling("reading.json.partial");
    JSON.writeValue(partial.toFile(), reading);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
