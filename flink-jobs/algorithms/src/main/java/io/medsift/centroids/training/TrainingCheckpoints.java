package io.medsift.centroids.training;

import io.medsift.centroids.InvalidArtifactException;
import io.medsift.storage.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The last state of a training in a file, which a process that is killed leaves whole: the state
 * before, or the new one.
 */
public final class TrainingCheckpoints {

  private static final long MAGIC = 0x4d53434845434b31L;
  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final String owner;

  private TrainingCheckpoints(Path file, String owner) {
    this.file = file;
    this.owner = owner;
  }

  /** Nothing is kept. */
  public static TrainingCheckpoints none() {
    return new TrainingCheckpoints(null, "");
  }

  /**
   * Checkpoints in a file.
   *
   * @param owner what the state belongs to: vectors and settings; another's state is refused
   */
  public static TrainingCheckpoints in(Path file, String owner) {
    return new TrainingCheckpoints(file, owner);
  }

  void save(State state) {
    if (file == null) {
      return;
    }
    try {
      AtomicFile.write(
          file,
          raw -> {
            CheckedOutputStream checked = new CheckedOutputStream(raw, new CRC32C());
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, CHUNK));
            write(state, out);
            out.flush();
            out.writeLong(checked.getChecksum().getValue());
            out.flush();
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + file, e);
    }
  }

  private void write(State state, DataOutputStream out) throws IOException {
    out.writeLong(MAGIC);
    out.writeUTF(owner);
    out.writeInt(state.iteration());
    out.writeDouble(state.inertia());
    out.writeBoolean(state.converged());
    float[] centroids = state.centroids();
    out.writeInt(centroids.length);
    for (float value : centroids) {
      out.writeFloat(value);
    }
    Assignments assignments = state.assignments();
    out.writeInt(assignments.count());
    for (int i = 0; i < assignments.count(); i++) {
      out.writeInt(assignments.clusters()[i]);
      out.writeDouble(assignments.similarities()[i]);
    }
  }

  /** The state to continue from, if there is one. */
  Optional<State> load() throws IOException {
    if (file == null || !Files.exists(file)) {
      return Optional.empty();
    }
    try (CheckedInputStream checked =
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file), CHUNK), new CRC32C());
        DataInputStream in = new DataInputStream(checked)) {
      if (in.readLong() != MAGIC) {
        throw damaged(null);
      }
      String found = in.readUTF();
      if (!found.equals(owner)) {
        throw new InvalidArtifactException(
            file
                + " is the checkpoint of a training of "
                + found
                + ", but this one is of "
                + owner
                + ": delete it, or name another --out");
      }
      State state = read(in);
      long expected = checked.getChecksum().getValue();
      if (in.readLong() != expected) {
        throw damaged(null);
      }
      return Optional.of(state);
    } catch (InvalidArtifactException e) {
      throw e;
    } catch (IOException | NegativeArraySizeException e) {
      throw damaged(e);
    }
  }

  private static State read(DataInputStream in) throws IOException {
    int iteration = in.readInt();
    double inertia = in.readDouble();
    boolean converged = in.readBoolean();
    float[] centroids = new float[in.readInt()];
    for (int i = 0; i < centroids.length; i++) {
      centroids[i] = in.readFloat();
    }
    Assignments assignments = new Assignments(in.readInt());
    for (int i = 0; i < assignments.count(); i++) {
      assignments.set(i, in.readInt(), in.readDouble());
    }
    return new State(iteration, centroids, assignments, inertia, converged);
  }

  private InvalidArtifactException damaged(Throwable cause) {
    return new InvalidArtifactException(
        file + " is a damaged checkpoint: delete it, and training starts from the beginning",
        cause);
  }

  /**
   * All that the next iteration depends on, besides the vectors and the settings.
   *
   * @param centroids unit vectors one after the other
   * @param assignments of the sampled vectors, by these centroids
   * @param converged whether training stops here
   */
  @SuppressWarnings("ArrayRecordComponent")
  record State(
      int iteration,
      float[] centroids,
      Assignments assignments,
      double inertia,
      boolean converged) {}
}
