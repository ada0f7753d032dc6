package io.medsift.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may use the console. On loopback everyone on the machine may, but no page of another site in
 * a browser there: the {@code Host} must be loopback, and a form must come from the console's own
 * pages. Beyond loopback a token and TLS are required.
 */
public final class Access {
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\])(?::\\d{1,5})?", Pattern.CASE_INSENSITIVE);
  private static final int SECRET_BYTES = 32;

  private final InetAddress address;
  private final String token;
  private final Tls tls;
  private final String session = secret();
  private final String csrfToken = secret();

  /**
   * The certificate of the server.
   *
   * @param keystore PKCS #12 or JKS
   */
  public record Tls(Path keystore, String password) {}

  /**
   * Access to a console.
   *
   * @param address to listen on
   * @param token that a person enters to log in; null for none
   * @param tls null for plain HTTP
   * @throws IllegalArgumentException if the address is not loopback and there is no token, or no
   *     TLS
   */
  public Access(InetAddress address, String token, Tls tls) {
    this.address = requireNonNull(address, "address is null");
    this.token = token;
    this.tls = tls;
    if (!address.isLoopbackAddress() && (token == null || tls == null)) {
      throw new IllegalArgumentException(
          "beyond loopback a token and TLS are required, for " + address.getHostAddress());
    }
  }

  /** Access for this machine alone. */
  public static Access loopback() {
    return new Access(InetAddress.getLoopbackAddress(), null, null);
  }

  InetAddress address() {
    return address;
  }

  Optional<Tls> tls() {
    return Optional.ofNullable(tls);
  }

  String csrfToken() {
    return csrfToken;
  }

  /** The value of the cookie of a person who has logged in. */
  String session() {
    return session;
  }

  boolean needsLogin() {
    return token != null;
  }

  boolean isToken(String given) {
    return token != null && same(token, given);
  }

  boolean isSession(String cookie) {
    return same(session, cookie);
  }

  /** Why a request is refused; empty where it is not. */
  Optional<String> refusal(String method, String host, String origin, String site) {
    if (!method.equals("GET") && !method.equals("HEAD") && !method.equals("POST")) {
      return Optional.of("The console does not allow the method " + method + ".");
    }
    if (host == null || (address.isLoopbackAddress() && !LOOPBACK.matcher(host).matches())) {
      return Optional.of(
          "The console accepts the hosts localhost, 127.0.0.1 and [::1] alone. To use it from"
              + " another machine, see --listen.");
    }
    boolean own = origin != null && origin.equals(scheme() + "://" + host.toLowerCase(Locale.ROOT));
    if (origin != null && !own) {
      return Optional.of("The console does not accept requests from other sites.");
    }
    if (method.equals("POST") && (!own || (site != null && !site.equals("same-origin")))) {
      return Optional.of("The console accepts forms from its own pages alone.");
    }
    return Optional.empty();
  }

  /** Whether a form has the token of this process. */
  boolean isCsrfToken(String given) {
    return same(csrfToken, given);
  }

  String scheme() {
    return tls == null ? "http" : "https";
  }

  // In a time that does not tell how much of it is right.
  private static boolean same(String secret, String given) {
    return given != null && MessageDigest.isEqual(secret.getBytes(UTF_8), given.getBytes(UTF_8));
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
