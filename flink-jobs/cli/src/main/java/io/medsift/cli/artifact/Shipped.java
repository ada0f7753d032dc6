package io.medsift.cli.artifact;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files that come with the product, packed into its jar. */
public final class Shipped {
  private Shipped() {}

  /** Returns whether the product contains {@code folder}. */
  public static boolean exists(String folder) {
    return Shipped.class.getClassLoader().getResource(folder) != null;
  }

  /**
   * Copies {@code folder} of the product to {@code directory} and returns that.
   *
   * @throws IOException if the product holds no such folder
   */
  public static Path extract(String folder, Path directory) throws IOException {
    URL url = Shipped.class.getClassLoader().getResource(folder);
    if (url == null) {
      throw new IOException("this build of Medsift does not contain " + folder);
    }
    try {
      URI place = url.toURI();
      if (!place.getScheme().equals("jar")) {
        return copy(Path.of(place), directory);
      }
      String jar = place.toString().replaceFirst("!.*$", "");
      try (FileSystem files = FileSystems.newFileSystem(URI.create(jar), Map.of())) {
        return copy(files.getPath(folder), directory);
      }
    } catch (URISyntaxException e) {
      throw new IOException(url + " cannot be read", e);
    }
  }

  private static Path copy(Path from, Path into) throws IOException {
    List<Path> entries;
    try (Stream<Path> tree = Files.walk(from)) {
      entries = tree.toList();
    }
    for (Path entry : entries) {
      Path target = into.resolve(from.relativize(entry).toString());
      if (Files.isDirectory(entry)) {
        Files.createDirectories(target);
      } else {
        Files.copy(entry, target);
      }
    }
    return into;
  }
}
