package io.medsift.kafka;

import static java.lang.String.format;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * A properties file with settings of Kafka clients, such as those of TLS and SASL. Its values are
 * not kept: clients get references to the file and read the values when they connect, so that none
 * is in a job graph, in state, in a log or on a page.
 *
 * @param path absolute
 * @param names of the settings
 */
public record ClientFile(Path path, Set<String> names) {
  private static final String PROVIDERS = "config.providers";
  // They end a path, or a list of paths, where a reference is read.
  private static final String NOT_IN_PATHS = ":},";

  public ClientFile {
    names = Set.copyOf(names);
  }

  /**
   * Reads which settings a file has.
   *
   * @throws IllegalArgumentException if it cannot be read or referred to; the message begins with
   *     its name and is for people
   */
  public static ClientFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw wrong(file, Files.exists(file) ? "is not a file" : "does not exist", null);
    }
    Path path = file.toAbsolutePath().normalize();
    if (NOT_IN_PATHS.chars().anyMatch(letter -> path.toString().indexOf(letter) >= 0)) {
      throw wrong(
          path,
          "has ':', '}' or ',' in its path, and a reference to it cannot contain these",
          null);
    }
    Set<String> names = new TreeSet<>();
    for (String name : properties(file).stringPropertyNames()) {
      if (name.startsWith(PROVIDERS)) {
        throw wrong(file, "sets '" + name + "': write the values themselves into the file", null);
      }
      if (name.contains(":") || name.contains("}")) {
        throw wrong(file, "sets '" + name + "', which is not a setting of Kafka clients", null);
      }
      names.add(name);
    }
    return new ClientFile(path, names);
  }

  private static Properties properties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(file, "cannot be read: " + e, e);
    }
    return properties;
  }

  /** The settings of a client: each a reference to the file, which clients resolve themselves. */
  public Map<String, String> references() {
    Map<String, String> client = new TreeMap<>();
    names.forEach(name -> client.put(name, "${file:" + path + ":" + name + "}"));
    client.put(PROVIDERS, "file");
    client.put("config.providers.file.class", FileConfigProvider.class.getName());
    client.put("config.providers.file.param.allowed.paths", path.toString());
    return client;
  }

  /** Returns a warning if the file is readable by everyone. */
  public Optional<String> warning() {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      return permissions.contains(PosixFilePermission.OTHERS_READ)
          ? Optional.of(
              format(
                  "%s is readable by everyone (%s): make it readable by its user alone (chmod 400)",
                  path, PosixFilePermissions.toString(permissions)))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without such permissions.
      return Optional.empty();
    }
  }

  private static IllegalArgumentException wrong(Path file, String problem, Exception cause) {
    return new IllegalArgumentException(file + " " + problem, cause);
  }
}
