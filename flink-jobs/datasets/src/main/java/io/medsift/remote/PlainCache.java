package io.medsift.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.storage.Sha256;
import java.nio.file.Path;

/**
 * The cache of files that are not of the Hub: {@code SCHEME/HASH/FILE}, where the hash is of the
 * address and of what the host says of the version, so that a changed file is another one.
 */
record PlainCache(Path root) {
  private static final int MAX_NAME = 120;

  Path local(String scheme, String fileName, String... identity) {
    String safe = fileName.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
    String name = safe.length() <= MAX_NAME ? safe : safe.substring(safe.length() - MAX_NAME);
    String hash = Sha256.of(String.join("\n", identity).getBytes(UTF_8)).substring(0, 40);
    return root.resolve(scheme)
        .resolve(hash)
        .resolve(name.isEmpty() ? "file" : name)
        .toAbsolutePath();
  }

  static Path partial(Path local) {
    return local.resolveSibling(local.getFileName() + ".medsift");
  }
}
