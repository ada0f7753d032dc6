package io.medsift.centroids;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.storage.Directories;
import io.medsift.storage.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Gives an artifact other labels: the same centroids, another {@code clusters.jsonl}, another
 * manifest. The clusters are never all in memory.
 */
public final class RelabelledArtifact {

  private static final String NEXT = ".next";

  /** The clusters with their new labels. */
  @FunctionalInterface
  public interface Clusters {
    Cluster cluster(int index) throws IOException;
  }

  private final CentroidArtifact source;
  private final Clusters clusters;
  private final CentroidManifest manifest;

  /**
   * New labels for an artifact that stays as it is until one of the write methods is called.
   *
   * @param clusters asked for each cluster once, in order
   */
  public RelabelledArtifact(
      CentroidArtifact source,
      List<String> labels,
      CentroidManifest.Classifier classifier,
      Clusters clusters) {
    this.source = source;
    this.clusters = clusters;
    this.manifest = source.manifest().labelledBy(classifier, labels);
  }

  /**
   * Writes an artifact of its own, which appears complete or not at all.
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
    Files.createDirectories(target.getParent());
    Path partial =
        target.resolveSibling("." + target.getFileName() + ".partial-" + UUID.randomUUID());
    Files.createDirectory(partial);
    try {
      Files.copy(
          source.directory().resolve(ArtifactFiles.CENTROIDS),
          partial.resolve(ArtifactFiles.CENTROIDS));
      String checksum = writeClusters(partial.resolve(ArtifactFiles.CLUSTERS));
      writeManifest(partial.resolve(ArtifactFiles.MANIFEST), checksum);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      Directories.delete(partial);
      throw e;
    }
    return CentroidArtifact.load(directory);
  }

  /**
   * Replaces the labels of the artifact itself. Whenever this is cut short, the directory is read
   * with the old labels or with the new ones.
   */
  public CentroidArtifact writeInPlace() throws IOException {
    Path directory = source.directory();
    Path nextClusters = directory.resolve(ArtifactFiles.CLUSTERS + NEXT);
    Path nextManifest = directory.resolve(ArtifactFiles.MANIFEST + NEXT);
    Files.deleteIfExists(nextManifest);
    writeManifest(nextManifest, writeClusters(nextClusters));
    // From here on the next manifest is the one that fits: settle() tells by the checksum.
    Files.move(
        nextClusters, directory.resolve(ArtifactFiles.CLUSTERS), StandardCopyOption.ATOMIC_MOVE);
    settle(directory);
    return CentroidArtifact.load(directory);
  }

  /** Finishes a replacement that was cut between its two files. */
  static void settle(Path directory) throws IOException {
    Path next = directory.resolve(ArtifactFiles.MANIFEST + NEXT);
    Path clusters = directory.resolve(ArtifactFiles.CLUSTERS);
    if (Files.exists(next) && Files.exists(clusters)) {
      String expected = checksumIn(next);
      if (!expected.isEmpty() && expected.equals(Sha256.of(clusters))) {
        Files.move(next, directory.resolve(ArtifactFiles.MANIFEST), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** The checksum of the clusters that a manifest names; none where it was cut itself. */
  private static String checksumIn(Path manifest) {
    try {
      JsonNode files = ArtifactFiles.JSON.readTree(Files.readAllBytes(manifest)).path("files");
      return files.path(ArtifactFiles.CLUSTERS).asText();
    } catch (IOException e) {
      return "";
    }
  }

  private String writeClusters(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out =
        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
      for (int cluster = 0; cluster < source.clusters(); cluster++) {
        out.write(ArtifactFiles.JSON.writeValueAsBytes(clusters.cluster(cluster)));
        out.write('\n');
      }
    }
    force(file);
    return Sha256.hex(digest);
  }

  private void writeManifest(Path file, String checksumOfClusters) throws IOException {
    Map<String, String> checksums = new TreeMap<>(manifest.files());
    checksums.put(ArtifactFiles.CLUSTERS, checksumOfClusters);
    Files.write(
        file,
        ArtifactFiles.JSON
            .writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(manifest.withFiles(checksums)));
    force(file);
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
