package io.medsift.testkit.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A key with a certificate for loopback, as {@code keytool} makes it.
 *
 * @param name whose it is
 * @param store PKCS12
 */
public record Certificate(String name, Path store) {
  public static final String STORE_PASSWORD = "changeit";

  private static final Base64.Encoder PEM =
      Base64.getMimeEncoder(64, System.lineSeparator().getBytes(US_ASCII));

  /** Makes one in {@code directory}. */
  public static Certificate make(Path directory, String name)
      throws IOException, InterruptedException {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-J-XX:TieredStopAtLevel=1",
                    "-genkeypair",
                    "-alias",
                    name,
                    "-dname",
                    "CN=" + name,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-validity",
                    "2",
                    "-ext",
                    "SAN=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    STORE_PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + "-keytool.log").toFile())
            .start();
    if (!keytool.waitFor(2, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IOException(
          "keytool failed: " + Files.readString(directory.resolve(name + "-keytool.log")));
    }
    return new Certificate(name, store);
  }

  /** The certificate as PEM. */
  public String certificate() throws IOException, GeneralSecurityException {
    return pem("CERTIFICATE", open().getCertificate(name).getEncoded());
  }

  /** The private key as PEM. */
  public String key() throws IOException, GeneralSecurityException {
    return pem("PRIVATE KEY", open().getKey(name, STORE_PASSWORD.toCharArray()).getEncoded());
  }

  /** A store that trusts all of these. */
  public static void trust(Path store, List<Certificate> trusted)
      throws IOException, GeneralSecurityException {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    for (Certificate one : trusted) {
      trust.setCertificateEntry(one.name, one.open().getCertificate(one.name));
    }
    try (var out = Files.newOutputStream(store)) {
      trust.store(out, STORE_PASSWORD.toCharArray());
    }
  }

  private KeyStore open() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(kind, PEM.encodeToString(content));
  }
}
