package io.medsift.centroids;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.embedding.EmbeddingModel;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Centroids with their labels, as a directory holds them.
 *
 * <ul>
 *   <li>{@code manifest.json}: {@link CentroidManifest}
 *   <li>{@code centroids.f32}: unit vectors, little-endian 32-bit floats, {@code clusters *
 *       dimension} of them
 *   <li>{@code clusters.jsonl}: one {@link Cluster} a line, in the order of the centroids
 * </ul>
 *
 * <p>Immutable, and verified when it is loaded: version, checksums, counts. Safe for use by many
 * threads.
 */
public final class CentroidArtifact {

  private static final int FINGERPRINT_LENGTH = 12;
  private static final String AGAIN = ": copy or train the artifact again";

  private final Path directory;
  private final CentroidManifest manifest;
  private final String fingerprint;
  private final float[] centroids;
  private final ClusterFile clusters;

  private CentroidArtifact(Path directory) throws IOException {
    this.directory = directory;
    byte[] json = read(directory, ArtifactFiles.MANIFEST);
    manifest = parse(json);
    fingerprint = fingerprint(json);
    byte[] raw = read(directory, ArtifactFiles.CENTROIDS);
    checkSum(ArtifactFiles.CENTROIDS, Sha256.of(raw));
    centroids = floats(raw);
    clusters = readClusters();
  }

  /**
   * Reads and verifies a labelled artifact. Holds {@code clusters * dimension} floats; 77 MB for
   * 50,000.
   *
   * @throws InvalidArtifactException when a file is missing, changed or of another version, or when
   *     the clusters have no labels yet
   */
  public static CentroidArtifact load(Path directory) throws IOException {
    CentroidArtifact artifact = loadTrained(directory);
    if (!artifact.manifest.isLabelled() || !artifact.clusters.allLabelled()) {
      throw new InvalidArtifactException(
          directory
              + " holds trained centroids without labels: run \"medsift centroids label\" and use"
              + " its output");
    }
    return artifact;
  }

  /**
   * Reads and verifies an artifact that may have no labels yet: what training leaves and labelling
   * starts from. Its {@link #label} gives null then.
   *
   * @throws InvalidArtifactException when a file is missing, changed or of another version
   */
  public static CentroidArtifact loadTrained(Path directory) throws IOException {
    RelabelledArtifact.settle(directory);
    return new CentroidArtifact(directory);
  }

  /**
   * Reads and verifies an artifact that must have been made with this model.
   *
   * @throws InvalidArtifactException as {@link #load(Path)}, and when the model is another
   */
  public static CentroidArtifact load(Path directory, EmbeddingModel inUse) throws IOException {
    CentroidArtifact artifact = load(directory);
    artifact.requireModel(inUse);
    return artifact;
  }

  /** The fingerprint of the artifact in a directory, without reading all of it. */
  static String fingerprintOf(Path directory) throws IOException {
    RelabelledArtifact.settle(directory);
    return fingerprint(read(directory, ArtifactFiles.MANIFEST));
  }

  private static String fingerprint(byte[] manifest) {
    return Sha256.of(manifest).substring(0, FINGERPRINT_LENGTH);
  }

  private static byte[] read(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidArtifactException(
          file
              + " does not exist: a centroid artifact is a directory with "
              + List.of(ArtifactFiles.MANIFEST, ArtifactFiles.CENTROIDS, ArtifactFiles.CLUSTERS),
          e);
    }
  }

  private CentroidManifest parse(byte[] json) throws InvalidArtifactException {
    Path file = directory.resolve(ArtifactFiles.MANIFEST);
    try {
      JsonNode root = ArtifactFiles.JSON.readTree(json);
      JsonNode version = root.path("format_version");
      if (version.asInt() != CentroidManifest.FORMAT_VERSION) {
        throw new InvalidArtifactException(
            file
                + " has format_version "
                + (version.isMissingNode() ? "missing" : version)
                + ", this version reads "
                + CentroidManifest.FORMAT_VERSION
                + ": train the artifact with this version, or run the one that made it");
      }
      CentroidManifest parsed = ArtifactFiles.JSON.treeToValue(root, CentroidManifest.class);
      if (parsed.clusters() <= 0 || parsed.dimension() != parsed.model().dimension()) {
        throw new InvalidArtifactException(
            file
                + " has clusters "
                + parsed.clusters()
                + " and dimension "
                + parsed.dimension()
                + " for a model of dimension "
                + parsed.model().dimension()
                + AGAIN);
      }
      return parsed;
    } catch (InvalidArtifactException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidArtifactException(file + " is not a manifest: " + e.getMessage() + AGAIN, e);
    }
  }

  private void checkSum(String name, String found) throws InvalidArtifactException {
    String expected = manifest.files().get(name);
    if (!found.equals(expected)) {
      throw new InvalidArtifactException(
          directory.resolve(name)
              + " has sha256 "
              + found
              + ", its manifest says "
              + expected
              + AGAIN);
    }
  }

  private float[] floats(byte[] raw) throws InvalidArtifactException {
    long expected = (long) manifest.clusters() * manifest.dimension() * Float.BYTES;
    if (raw.length != expected) {
      throw new InvalidArtifactException(
          directory.resolve(ArtifactFiles.CENTROIDS)
              + " has "
              + raw.length
              + " bytes, "
              + manifest.clusters()
              + " centroids of "
              + manifest.dimension()
              + " floats need "
              + expected
              + AGAIN);
    }
    float[] floats = new float[raw.length / Float.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  private ClusterFile readClusters() throws IOException {
    Path file = directory.resolve(ArtifactFiles.CLUSTERS);
    if (!Files.exists(file)) {
      read(directory, ArtifactFiles.CLUSTERS);
    }
    ClusterFile read = ClusterFile.read(file, manifest.clusters());
    checkSum(ArtifactFiles.CLUSTERS, read.sha256());
    if (!Set.copyOf(manifest.labels()).containsAll(read.distinctLabels())) {
      throw new InvalidArtifactException(
          file
              + " has the labels "
              + read.distinctLabels()
              + ", its manifest knows "
              + manifest.labels()
              + AGAIN);
    }
    return read;
  }

  /**
   * Refuses centroids of another model, whose distances would mean nothing.
   *
   * @throws InvalidArtifactException when the model differs in any part of its identity
   */
  public void requireModel(EmbeddingModel inUse) throws InvalidArtifactException {
    if (!manifest.model().equals(inUse)) {
      throw new InvalidArtifactException(
          directory
              + " was made with another embedding model: expected "
              + inUse
              + ", found "
              + manifest.model()
              + ": run with that model, or train centroids with the one in use");
    }
  }

  public Path directory() {
    return directory;
  }

  public CentroidManifest manifest() {
    return manifest;
  }

  /** Twelve hexadecimal digits that change with any content of the artifact. */
  public String fingerprint() {
    return fingerprint;
  }

  /** Returns how many clusters there are. */
  public int clusters() {
    return manifest.clusters();
  }

  /** The unit vectors one after the other. Not copied: must not be changed. */
  public float[] centroids() {
    return centroids;
  }

  /** The label of a cluster, null in trained centroids that have none yet. */
  public String label(int cluster) {
    return clusters.label(cluster);
  }

  /** The label's share of the votes, in (0, 1]; 0 before labelling. */
  public double agreement(int cluster) {
    return clusters.agreement(cluster);
  }

  /** Returns how many prompts are nearer to the cluster than to any other. */
  public int size(int cluster) {
    return clusters.size(cluster);
  }

  /** All that is known of a cluster, with its nearest prompts, read from disk. */
  public Cluster cluster(int cluster) throws IOException {
    return clusters.cluster(cluster);
  }
}
