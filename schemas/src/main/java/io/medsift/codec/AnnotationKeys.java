package io.medsift.codec;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secret keys that prove that the annotation job wrote a sample. A signature is an HMAC with
 * SHA-256 over the whole sample except the signature itself, so that neither a score nor the text
 * it is about can be replaced. It is in {@code annotations.signature}. Thread-safe.
 */
public final class AnnotationKeys {
  /** Maximum number of bytes that a signature adds to a sample. */
  public static final int SIGNATURE_BYTES = 128;

  private static final String FIELD = "signature";
  private static final String ALGORITHM = "HmacSHA256";
  private static final String FORM = "hmac-sha256:";
  private static final int MIN_KEY_LENGTH = 32;

  private final List<SecretKeySpec> keys;

  private AnnotationKeys(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * The keys of a file, one on a line: samples are signed with the first, and known by any.
   *
   * @throws IllegalArgumentException if it holds none, or one of less than 32 characters; the
   *     message names the file and quotes nothing of it
   */
  public static AnnotationKeys load(Path file) {
    List<String> lines;
    try {
      lines = Files.readString(file).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          format(
              "annotate.key_file: %s cannot be read: %s",
              file, Files.exists(file) ? e.getMessage() : "it does not exist"),
          e);
    }
    if (lines.isEmpty() || lines.stream().anyMatch(key -> key.length() < MIN_KEY_LENGTH)) {
      throw new IllegalArgumentException(
          format(
              Locale.ROOT,
              "annotate.key_file: %s must hold keys of at least %d characters, one on a line, such"
                  + " as 'openssl rand -hex 32' prints",
              file,
              MIN_KEY_LENGTH));
    }
    return new AnnotationKeys(
        lines.stream().map(key -> new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM)).toList());
  }

  /** The same sample with its signature, in place of an earlier one. */
  public byte[] sign(byte[] json) {
    ObjectNode sample = SampleDocument.read(json);
    ObjectNode annotations = sample.withObject("/annotations");
    annotations.remove(FIELD);
    annotations.put(FIELD, signature(keys.get(0), SampleDocument.write(sample)));
    return SampleDocument.write(sample);
  }

  /** Returns true if the sample has a valid signature by one of the keys. */
  public boolean signed(byte[] json) {
    ObjectNode sample = SampleDocument.read(json);
    if (!(sample.get("annotations") instanceof ObjectNode annotations)) {
      return false;
    }
    JsonNode given = annotations.remove(FIELD);
    if (given == null || !given.isTextual()) {
      return false;
    }
    byte[] claimed = given.textValue().getBytes(UTF_8);
    byte[] content = SampleDocument.write(sample);
    return keys.stream()
        .anyMatch(key -> MessageDigest.isEqual(claimed, signature(key, content).getBytes(UTF_8)));
  }

  private static String signature(SecretKeySpec key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return FORM + HexFormat.of().formatHex(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
