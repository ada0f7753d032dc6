package io.medsift.cli.rebuild;

import io.medsift.cli.argument.InputFiles;
import io.medsift.remote.RemoteException;
import io.medsift.remote.RemoteFile;
import io.medsift.remote.RemoteFiles;
import io.medsift.remote.RemotePath;
import io.medsift.remote.RemotePath.HubPath;
import io.medsift.rows.RowFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Asks where files are published: at which commit, how large, and whether they may be read. */
final class Published {
  private static final Pattern HOST = Pattern.compile("(hf:|[a-z0-9]+://[^/]+).*");

  private final RemoteFiles remote;
  private final Map<String, RemoteException> unreachable = new HashMap<>();

  Published() throws IOException {
    this(RemoteFiles.ofEnvironment());
  }

  Published(RemoteFiles remote) {
    this.remote = remote;
  }

  /**
   * Files as they are now.
   *
   * @param paths the same names, with the commit of the dataset
   * @param sizes of the files by their names
   */
  record Listing(List<String> paths, Map<String, Long> sizes) {
    long bytes() {
      return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Lists the files that paths name, and reads a byte of the first.
   *
   * @throws RemoteException if they are not there, or may not be read; the message is for people
   */
  Listing list(List<String> paths) throws IOException {
    List<String> pinned = new ArrayList<>();
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String path : paths) {
      if (!RemotePath.isRemote(path)) {
        pinned.add(path);
        continue;
      }
      List<RemoteFile> files = files(path);
      files.forEach(file -> sizes.put(file.name(), file.size()));
      pinned.add(pinned(path, files.get(0)));
    }
    return new Listing(pinned, sizes);
  }

  private List<RemoteFile> files(String path) throws IOException {
    String host = HOST.matcher(path).replaceFirst("$1");
    if (unreachable.containsKey(host)) {
      throw unreachable.get(host);
    }
    try {
      List<RemoteFile> files = RowFiles.listed(path, remote);
      InputFiles.requireReadable(files.get(0));
      return files;
    } catch (RemoteException e) {
      if (InputFiles.isUnreachable(e)) {
        unreachable.put(host, e);
      }
      throw e;
    }
  }

  private static String pinned(String path, RemoteFile file) throws RemoteException {
    return RemotePath.parse(path) instanceof HubPath hub ? hub.at(file.version()).toString() : path;
  }
}
