package io.medsift.remote;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where remote files come from and are kept. The names and defaults are those of {@code
 * huggingface_hub}, so that both share tokens and caches.
 *
 * @param endpoint of the Hub, without a slash at its end: {@code HF_ENDPOINT}
 * @param token for the endpoint alone; null for none
 * @param hubCache with a directory for each dataset: {@code HF_HUB_CACHE}, {@code HF_HOME/hub}
 * @param fileCache for files of other hosts: {@code MEDSIFT_CACHE}
 * @param offline whether only what is cached may be read: {@code HF_HUB_OFFLINE}
 * @param connectTimeout for a connection
 * @param readTimeout without a byte, after which an attempt has failed
 * @param firstPause before the second attempt; further ones grow
 * @param parallel files that are fetched at a time
 */
public record RemoteSettings(
    URI endpoint,
    String token,
    Path hubCache,
    Path fileCache,
    boolean offline,
    Duration connectTimeout,
    Duration readTimeout,
    Duration firstPause,
    int parallel) {
  private static final String HUB = "https://huggingface.co";
  private static final Set<String> YES = Set.of("1", "true", "yes", "on");
  private static final int PARALLEL = 4;

  public RemoteSettings {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(hubCache, "hubCache is null");
    requireNonNull(fileCache, "fileCache is null");
  }

  /**
   * Requires that hosts may be asked, as of files of which the cache keeps no list.
   *
   * @throws RemoteException if not
   */
  void requireNetwork(RemotePath path) throws RemoteException {
    if (offline) {
      throw RemoteException.failed(
          path + " cannot be read: HF_HUB_OFFLINE is set", "Unset HF_HUB_OFFLINE.", null);
    }
  }

  /**
   * The settings that environment variables give; a system property of the same name comes first.
   *
   * @throws RemoteException if one of them is wrong
   */
  public static RemoteSettings ofEnvironment() throws IOException {
    return of(name -> System.getProperty(name, System.getenv(name)));
  }

  /**
   * The settings that variables give.
   *
   * @param variables name to value; null where it is not set
   * @throws RemoteException if one of them is wrong
   */
  public static RemoteSettings of(UnaryOperator<String> variables) throws IOException {
    Path caches = path(variables, "XDG_CACHE_HOME", home(variables).resolve(".cache"));
    Path hubHome = path(variables, "HF_HOME", caches.resolve("huggingface"));
    Path hubCache =
        path(
            variables,
            "HF_HUB_CACHE",
            path(variables, "HUGGINGFACE_HUB_CACHE", hubHome.resolve("hub")));
    return new RemoteSettings(
        endpoint(variables.apply("HF_ENDPOINT")),
        token(variables, hubHome),
        hubCache,
        path(variables, "MEDSIFT_CACHE", caches.resolve("medsift")),
        isYes(variables.apply("HF_HUB_OFFLINE")),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofMillis(500),
        PARALLEL);
  }

  /** The same with other times, for a network that is slower or faster. */
  public RemoteSettings withTimes(Duration read, Duration pause) {
    return new RemoteSettings(
        endpoint, token, hubCache, fileCache, offline, connectTimeout, read, pause, parallel);
  }

  private static Path home(UnaryOperator<String> variables) {
    String home = variables.apply("HOME");
    return Path.of(isAbsent(home) ? System.getProperty("user.home") : home);
  }

  private static Path path(UnaryOperator<String> variables, String name, Path otherwise) {
    String value = variables.apply(name);
    if (isAbsent(value)) {
      return otherwise;
    }
    return value.startsWith("~/") ? home(variables).resolve(value.substring(2)) : Path.of(value);
  }

  private static URI endpoint(String value) throws RemoteException {
    String text = isAbsent(value) ? HUB : value.strip().replaceAll("/+$", "");
    try {
      URI uri = URI.create(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (Set.of("http", "https").contains(scheme)
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw RemoteException.wrongName(
        "HF_ENDPOINT is not the address of a host",
        "Set it to an address such as " + HUB + ", without a user name and without a query.");
  }

  private static String token(UnaryOperator<String> variables, Path hubHome) throws IOException {
    for (String name : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
      String value = variables.apply(name);
      if (!isAbsent(value)) {
        return checked(value.strip(), name);
      }
    }
    if (isYes(variables.apply("HF_HUB_DISABLE_IMPLICIT_TOKEN"))) {
      return null;
    }
    Path file = path(variables, "HF_TOKEN_PATH", hubHome.resolve("token"));
    if (!Files.isRegularFile(file)) {
      return null;
    }
    String value = Files.readString(file).strip();
    return value.isEmpty() ? null : checked(value, "the token file " + file);
  }

  // What is no header must not get into one, nor into the message about it.
  private static String checked(String token, String from) throws RemoteException {
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw RemoteException.wrongName(
          from + " contains no valid token: it has white space or characters that no token has",
          "Copy the token again from the settings of your account.");
    }
    return token;
  }

  private static boolean isYes(String value) {
    return value != null && YES.contains(value.strip().toLowerCase(Locale.ROOT));
  }

  private static boolean isAbsent(String value) {
    return value == null || value.isBlank();
  }

  /** The settings for people, without the token. */
  @Override
  public String toString() {
    return "endpoint " + endpoint + (token == null ? ", no token" : ", with a token");
  }
}
