package io.medsift.centroids;

import io.medsift.embedding.EmbeddingModel;
import io.medsift.sharing.SharedResources;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One copy of an artifact and its search index per process, however many operators use it.
 *
 * <p>Each {@link #open} gives a handle of its own; the last one to be closed frees the memory.
 */
public final class SharedCentroids implements AutoCloseable {

  private record Key(Path directory, String fingerprint) {}

  private record Loaded(CentroidArtifact artifact, NearestCentroid nearest)
      implements AutoCloseable {

    static Loaded open(Key key) throws IOException {
      CentroidArtifact artifact = CentroidArtifact.load(key.directory());
      return new Loaded(
          artifact, new NearestCentroid(artifact.centroids(), artifact.manifest().dimension()));
    }

    @Override
    public void close() {
      nearest.close();
    }
  }

  private static final SharedResources<Key, Loaded, IOException> OPEN =
      new SharedResources<>(Loaded::open);

  private final SharedResources<Key, Loaded, IOException>.Lease lease;

  private SharedCentroids(SharedResources<Key, Loaded, IOException>.Lease lease) {
    this.lease = lease;
  }

  /**
   * A handle on the artifact in {@code directory}, which must have been made with this model.
   *
   * @throws InvalidArtifactException when it cannot be used
   */
  public static SharedCentroids open(Path directory, EmbeddingModel inUse) throws IOException {
    Path path = directory.toAbsolutePath().normalize();
    SharedCentroids handle =
        new SharedCentroids(OPEN.acquire(new Key(path, CentroidArtifact.fingerprintOf(path))));
    try {
      handle.artifact().requireModel(inUse);
      return handle;
    } catch (InvalidArtifactException e) {
      handle.close();
      throw e;
    }
  }

  public CentroidArtifact artifact() {
    return lease.resource().artifact();
  }

  /** The index; belongs to all handles and is not to be closed. */
  public NearestCentroid nearest() {
    return lease.resource().nearest();
  }

  @Override
  public void close() {
    lease.close();
  }
}
