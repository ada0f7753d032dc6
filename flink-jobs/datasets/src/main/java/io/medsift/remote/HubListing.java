package io.medsift.remote;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The files of a dataset at a commit, as the Hub lists them. What a server says is checked: a
 * checksum becomes the name of a file here, and so does the path of a file that is read.
 */
record HubListing(List<Entry> entries) {
  private static final int MAX_PATH = 1_000;

  /**
   * A file.
   *
   * @param path with slashes, within the dataset
   */
  record Entry(String path, long size, Checksum checksum) {}

  /**
   * Reads the entries of a list; directories are left out.
   *
   * @throws RemoteException if one has a checksum that cannot be one
   */
  static HubListing of(String dataset, ArrayNode array) throws RemoteException {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode entry : array) {
      if (entry.path("type").asText().equals("file")) {
        entries.add(entry(dataset, entry));
      }
    }
    return new HubListing(entries);
  }

  private static Entry entry(String dataset, JsonNode entry) throws RemoteException {
    String path = entry.path("path").asText();
    JsonNode lfs = entry.path("lfs");
    String hex = lfs.path("oid").asText(entry.path("oid").asText()).toLowerCase(Locale.ROOT);
    // Some servers write the kind of the checksum before it.
    String sum = hex.startsWith("sha256:") ? hex.substring("sha256:".length()) : hex;
    long size = lfs.path("size").asLong(entry.path("size").asLong(-1));
    boolean large = lfs.isObject();
    if (size < 0 || !sum.matches(large ? "[0-9a-f]{64}" : "[0-9a-f]{40}")) {
      throw RemoteException.failed(
          format("the Hub lists %s of %s without a size or a checksum", path, dataset),
          "Check HF_ENDPOINT: this host does not implement the API of the Hub.",
          null);
    }
    return new Entry(
        path, size, new Checksum(large ? Checksum.Kind.SHA_256 : Checksum.Kind.GIT_BLOB, sum));
  }

  /** Returns true if a path stays within a directory, and can be one on this system. */
  static boolean isSafe(String path) {
    boolean safe = !path.isEmpty() && path.length() <= MAX_PATH;
    for (String part : path.split("/", -1)) {
      safe &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    String forbidden = File.separatorChar == '\\' ? "\\:?*<>|\"" : "\\";
    return safe && path.chars().noneMatch(c -> c < ' ' || c == 0x7F || forbidden.indexOf(c) >= 0);
  }

  /**
   * Requires that the path of a file that is to be read stays within a directory.
   *
   * @throws RemoteException if it may leave it
   */
  static void requireSafe(String dataset, String path) throws RemoteException {
    if (!isSafe(path)) {
      throw RemoteException.failed(
          format(
              "the Hub lists a file of %s whose path '%s' may leave its directory",
              dataset, HttpRequests.oneLine(path)),
          "Nothing of it was written. Check HF_ENDPOINT and the owner of the dataset.",
          null);
    }
  }
}
