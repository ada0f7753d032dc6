package io.medsift.centroids;

import io.medsift.storage.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The clusters of an artifact. Labels and votes are held in memory; the prompts, which at 50,000
 * clusters are half a million, stay on disk and are read when asked for.
 */
final class ClusterFile {

  private final Path file;
  private final String[] labels;
  private final double[] agreements;
  private final int[] sizes;
  private final long[] ends;
  private final String sha256;

  private ClusterFile(Path file, int clusters) throws IOException {
    this.file = file;
    labels = new String[clusters];
    agreements = new double[clusters];
    sizes = new int[clusters];
    ends = new long[clusters];
    MessageDigest digest = Sha256.digest();
    int line = 0;
    try (InputStream stream =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest)) {
      long end = 0;
      byte[] json = nextLine(stream);
      while (json.length > 0) {
        end += json.length;
        if (line < clusters) {
          ends[line] = end;
          keep(line, parse(json, line));
        }
        line++;
        json = nextLine(stream);
      }
    }
    if (line != clusters) {
      throw new InvalidArtifactException(
          file
              + " has "
              + line
              + " clusters, its manifest says "
              + clusters
              + ": copy or train the artifact again");
    }
    sha256 = Sha256.hex(digest);
  }

  static ClusterFile read(Path file, int clusters) throws IOException {
    return new ClusterFile(file, clusters);
  }

  private void keep(int line, Cluster cluster) {
    // One string for each label, not for each cluster.
    labels[line] = cluster.label() == null ? null : cluster.label().intern();
    agreements[line] = cluster.agreement();
    sizes[line] = cluster.size();
  }

  private Cluster parse(byte[] json, int line) throws InvalidArtifactException {
    try {
      return ArtifactFiles.JSON.readValue(json, Cluster.class);
    } catch (IOException e) {
      throw new InvalidArtifactException(
          file + " line " + (line + 1) + " is not a cluster: " + e.getMessage(), e);
    }
  }

  /** The bytes up to and with the next line feed; none at the end of the file. */
  private static byte[] nextLine(InputStream stream) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = stream.read();
    while (next >= 0) {
      line.write(next);
      if (next == '\n') {
        break;
      }
      next = stream.read();
    }
    return line.toByteArray();
  }

  String sha256() {
    return sha256;
  }

  List<String> distinctLabels() {
    return Arrays.stream(labels).filter(Objects::nonNull).distinct().toList();
  }

  boolean allLabelled() {
    return Arrays.stream(labels).allMatch(Objects::nonNull);
  }

  String label(int cluster) {
    return labels[cluster];
  }

  double agreement(int cluster) {
    return agreements[cluster];
  }

  int size(int cluster) {
    return sizes[cluster];
  }

  Cluster cluster(int cluster) throws IOException {
    long start = cluster == 0 ? 0 : ends[cluster - 1];
    byte[] json = new byte[Math.toIntExact(ends[cluster] - start)];
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      access.seek(start);
      access.readFully(json);
    }
    return parse(json, cluster);
  }
}
