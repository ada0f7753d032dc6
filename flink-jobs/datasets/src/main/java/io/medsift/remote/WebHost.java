package io.medsift.remote;

import static java.lang.String.format;

import io.medsift.remote.HttpRequests.Response;
import io.medsift.remote.RemotePath.WebPath;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** One file at an address. */
final class WebHost implements RemoteHost {
  private final RemoteSettings settings;
  private final HttpRequests requests;
  private final WebPath path;

  WebHost(RemoteSettings settings, HttpRequests requests, WebPath path) {
    this.settings = settings;
    this.requests = requests;
    this.path = path;
  }

  /** The file as the host has it now. Asks for one byte: not every host answers HEAD. */
  RemoteFile file() throws IOException {
    settings.requireNetwork(path);
    return Attempts.atList(path.toString(), settings.firstPause())
        .run(
            () -> {
              try (Response response =
                  requests.get(path.uri(), Map.of("Range", "bytes=0-0"), null)) {
                if (!isEmpty(response)) {
                  requireDone(response);
                }
                return file(response);
              }
            });
  }

  /** Returns true if a host says that there is no first byte to be had. */
  private static boolean isEmpty(Response response) {
    return response.status() == 416
        && String.valueOf(response.header("content-range")).endsWith("*/0");
  }

  private RemoteFile file(Response response) throws IOException {
    long size = size(response);
    String tag = response.header("etag");
    String modified = response.header("last-modified");
    String fileName = path.fileName();
    Path local =
        new PlainCache(settings.fileCache())
            .local(
                "https",
                fileName,
                path.uri().toString(),
                String.valueOf(tag),
                String.valueOf(modified),
                String.valueOf(size));
    if (tag == null && modified == null) {
      // Nothing tells whether what was fetched before is still what the host has.
      Files.deleteIfExists(local);
    }
    return new RemoteFile(
        path.toString(),
        fileName,
        size,
        tag == null ? modified : tag,
        null,
        local,
        PlainCache.partial(local),
        this,
        settings);
  }

  private long size(Response response) throws RemoteException {
    String text =
        response.status() == 206 || response.status() == 416
            ? String.valueOf(response.header("content-range")).replaceFirst("^.*/", "")
            : String.valueOf(response.header("content-length"));
    if (!text.matches("\\d{1,18}")) {
      throw RemoteException.failed(
          format("%s does not say how many bytes %s has", path.uri().getHost(), path),
          "Download the file, and name the local copy instead.",
          null);
    }
    return Long.parseLong(text);
  }

  private void requireDone(Response response) throws IOException {
    int status = response.status();
    IOException failure = HttpRequests.transientStatus(response);
    if (failure != null) {
      throw failure;
    }
    if (status == 404 || status == 410) {
      throw RemoteException.wrongName(path + " does not exist (" + status + ")", "Check it.");
    }
    if (status == 401 || status == 403) {
      throw RemoteException.failed(
          format(Locale.ROOT, "%s forbids reading %s (%d)", response.uri().getHost(), path, status),
          "Download the file with an account that may read it, and name the local copy instead.",
          null);
    }
    if (status != 200 && status != 206) {
      throw RemoteException.failed(
          format(Locale.ROOT, "%s answered %d for %s", response.uri().getHost(), status, path),
          "Check the address.",
          null);
    }
  }

  @Override
  public Body open(RemoteFile file, long from, long to) throws IOException {
    return RangeRequest.open(
        requests,
        path.uri(),
        null,
        file,
        from,
        to,
        response -> {
          requireDone(response);
          requireSame(file, response);
        });
  }

  // What has arrived is of the version that was listed.
  private void requireSame(RemoteFile file, Response response) throws RemoteException {
    String tag = response.header("etag");
    String version = tag == null ? response.header("last-modified") : tag;
    if (!Objects.equals(version, file.version())) {
      throw RemoteException.failed(
          path + " has changed on its host while it was read",
          "Run the command again, to read the new version.",
          null);
    }
  }

  static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
