package io.medsift.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values come from CPython 3.11 (Unicode 14.0). */
class PythonLowercaseTest {
  private static final String SIGMA = "\u03A3";

  @Test
  void lowersEveryCodePointLikePython() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (isCharacter(codePoint)) {
        update(digest, Character.toString(codePoint));
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("958a7ea6410864d6bdee95e35373a838cd50f39ae4208f30d5fe14da0a0faff2");
  }

  @Test
  void findsFinalSigmaNextToEveryCodePointLikePython() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (isCharacter(codePoint)) {
        String character = Character.toString(codePoint);
        update(digest, "A" + character + SIGMA);
        update(digest, character + SIGMA);
        update(digest, "A" + SIGMA + character);
        update(digest, "A" + SIGMA + character + "B");
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("dcb90e9a0923b24ec6f4ccfb00d85a3c182e58aa73a3b31ab36202536ae09893");
  }

  @ParameterizedTest
  @CsvSource({
    "\u0391\u03A3, \u03B1\u03C2",
    "\u03A3, \u03C3",
    "\u03A3\u0391\u03A3, \u03C3\u03B1\u03C2",
    "\u0391\u03A3., \u03B1\u03C2.",
    "\u0391\u03A3.\u0392, \u03B1\u03C3.\u03B2",
    "\u0391\u03A3 \u0392, \u03B1\u03C2 \u03B2",
    "\u0391\u0301\u03A3\u0301, \u03B1\u0301\u03C2\u0301",
    "\u039F\u0394\u03A5\u03A3\u03A3\u0395\u03A5\u03A3,"
        + " \u03BF\u03B4\u03C5\u03C3\u03C3\u03B5\u03C5\u03C2",
    "1\u03A3, 1\u03C3",
    "\u0130stanbul ISPARTA, i\u0307stanbul isparta",
    "\u1E9E\u00DF, \u00DF\u00DF",
    "\u212A \u212B \u2126, k \u00E5 \u03C9",
    "\uD83D\uDE00X, \uD83D\uDE00x",
  })
  void lowersWordsLikePython(String text, String expected) {
    assertThat(PythonLowercase.lower(text)).isEqualTo(expected);
  }

  @Test
  void keepsUnpairedSurrogates() {
    assertThat(PythonLowercase.lower("A\uD800B\uDC00")).isEqualTo("a\uD800b\uDC00");
  }

  private static boolean isCharacter(int codePoint) {
    return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(PythonLowercase.lower(text).getBytes(UTF_8));
  }
}
