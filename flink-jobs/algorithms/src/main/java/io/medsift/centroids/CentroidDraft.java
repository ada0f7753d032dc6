package io.medsift.centroids;

import io.medsift.storage.Directories;
import io.medsift.storage.Sha256;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Trained centroids, with or without labels, that are not on disk yet. */
public final class CentroidDraft {

  private static final int BUFFER = 1 << 16;

  private final CentroidManifest manifest;
  private final float[] centroids;
  private final List<Cluster> clusters;

  /**
   * Everything that an artifact holds.
   *
   * @param manifest its checksums are filled in when it is written
   * @param centroids unit vectors one after the other; not copied
   * @param clusters in the order of the centroids
   * @throws IllegalArgumentException when the counts do not fit together
   */
  public CentroidDraft(CentroidManifest manifest, float[] centroids, List<Cluster> clusters) {
    if (clusters.size() != manifest.clusters()
        || centroids.length != manifest.clusters() * manifest.dimension()) {
      throw new IllegalArgumentException(
          manifest.clusters()
              + " clusters of "
              + manifest.dimension()
              + " floats are not "
              + clusters.size()
              + " clusters and "
              + centroids.length
              + " floats");
    }
    this.manifest = manifest;
    this.centroids = centroids;
    this.clusters = List.copyOf(clusters);
  }

  public CentroidManifest manifest() {
    return manifest;
  }

  /** The unit vectors one after the other. Not copied: must not be changed. */
  public float[] centroids() {
    return centroids;
  }

  public List<Cluster> clusters() {
    return clusters;
  }

  /**
   * Writes the artifact and reads it back. The directory appears complete or not at all; equal
   * drafts give equal bytes.
   *
   * @param directory must not exist; its parents are created
   * @throws FileAlreadyExistsException when it exists
   */
  public CentroidArtifact write(Path directory) throws IOException {
    Path target = directory.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          directory + " already exists: delete it or choose another directory");
    }
    Path parent = target.getParent();
    Files.createDirectories(parent);
    Path partial = parent.resolve("." + target.getFileName() + ".partial-" + UUID.randomUUID());
    Files.createDirectory(partial);
    try {
      Map<String, String> checksums = new TreeMap<>();
      checksums.put(
          ArtifactFiles.CENTROIDS,
          write(partial.resolve(ArtifactFiles.CENTROIDS), out -> out.write(floats())));
      checksums.put(
          ArtifactFiles.CLUSTERS, write(partial.resolve(ArtifactFiles.CLUSTERS), this::writeLines));
      byte[] json =
          ArtifactFiles.JSON
              .writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(manifest.withFiles(checksums));
      write(partial.resolve(ArtifactFiles.MANIFEST), out -> out.write(json));
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      Directories.delete(partial);
      throw e;
    }
    return CentroidArtifact.loadTrained(directory);
  }

  private byte[] floats() {
    byte[] raw = new byte[centroids.length * Float.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(centroids);
    return raw;
  }

  /** One by one: at 50,000 clusters all lines together are hundreds of megabytes. */
  private void writeLines(OutputStream out) throws IOException {
    for (Cluster cluster : clusters) {
      out.write(ArtifactFiles.JSON.writeValueAsBytes(cluster));
      out.write('\n');
    }
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file that is safely on disk, and gives its checksum. */
  private static String write(Path path, Content content) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (FileOutputStream file = new FileOutputStream(path.toFile());
        OutputStream out = new BufferedOutputStream(new DigestOutputStream(file, digest), BUFFER)) {
      content.writeTo(out);
      out.flush();
      file.getFD().sync();
    }
    return Sha256.hex(digest);
  }
}
