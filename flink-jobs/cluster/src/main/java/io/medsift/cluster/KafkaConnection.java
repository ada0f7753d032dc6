package io.medsift.cluster;

import static java.lang.String.format;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client settings of a properties file as references to that file. Kafka clients read the
 * values when they connect, so that none is in the job graph, in state, or in the web pages.
 */
public final class KafkaConnection {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);
  private static final Set<String> OWN_PREFIXES =
      Set.of("security.", "ssl.", "sasl.", "client.", "reconnect.", "request.", "socket.", "dns.");

  private KafkaConnection() {}

  /**
   * The settings of {@code file}, which must exist here and, when the job runs, at the same path on
   * every TaskManager.
   *
   * @throws InvalidOptionException if it cannot be read or holds a setting that is not one of the
   *     connection
   */
  public static Map<String, String> of(Path file) {
    String path = file.toString();
    if (!file.isAbsolute()) {
      throw wrong(file, "is not an absolute path", null);
    }
    if (path.contains(":") || path.contains("}")) {
      throw wrong(file, "has ':' or '}' in its path, which a reference to it cannot hold", null);
    }
    Map<String, String> client = new TreeMap<>();
    for (String name : read(file).stringPropertyNames()) {
      if (OWN_PREFIXES.stream().noneMatch(name::startsWith)) {
        throw wrong(
            file,
            format(
                "sets '%s'; it may only hold settings of the connection, which begin with %s",
                name, String.join(" ", new TreeSet<>(OWN_PREFIXES))),
            null);
      }
      client.put(name, "${file:" + path + ":" + name + "}");
    }
    client.put("config.providers", "file");
    client.put("config.providers.file.class", FileConfigProvider.class.getName());
    client.put("config.providers.file.param.allowed.paths", path);
    warnIfOpen(file);
    return client;
  }

  private static Properties read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw wrong(file, Files.exists(file) ? "is not a file" : "does not exist", null);
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(file, "cannot be read: " + e.getMessage(), e);
    }
    return properties;
  }

  private static void warnIfOpen(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        LOG.warn(
            "{} is readable by everyone ({}): make it readable by Flink alone",
            file,
            PosixFilePermissions.toString(permissions));
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("the permissions of {} are unknown", file, e);
    }
  }

  private static InvalidOptionException wrong(Path file, String problem, Throwable cause) {
    return new InvalidOptionException(
        format("%s: %s %s", JobOptions.CLIENT_PROPERTIES.key(), file, problem), cause);
  }
}
