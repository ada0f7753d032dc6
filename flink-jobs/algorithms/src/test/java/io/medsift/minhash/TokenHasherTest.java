package io.medsift.minhash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.text.FoldedText;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenHasherTest {
  private static final String[] PIECES = {
    "a",
    "B",
    "z9",
    "_",
    " ",
    "\n",
    "-",
    "~",
    "\u007f",
    "\u0301",
    "\u00ad",
    "é",
    "fi",
    "漢",
    "が",
    "か\u3099",
    "\u200b",
    "Ω",
    "ß",
    "\ud83d\ude00",
    "\u1100\u1161",
    ". The "
  };

  /** Runs of ASCII are read at once; a text with a letter of another kind before each is not. */
  @Test
  void hashesRunsOfAsciiLikeSingleCodePoints() {
    SplittableRandom random = new SplittableRandom(1);
    TokenHasher hasher = new TokenHasher(2);
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      int pieces = random.nextInt(12);
      for (int i = 0; i < pieces; i++) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }

      assertThat(hashes(hasher, text.toString()))
          .as("hashes of '%s'", text)
          .isEqualTo(hashes(hasher, folded(text.toString())));
    }
  }

  @Test
  void readsAsciiThatAMarkFollowsAsPartOfItsLetter() {
    TokenHasher hasher = new TokenHasher(2);

    assertThat(hashes(hasher, "cafe\u0301 noir")).isEqualTo(hashes(hasher, "CAFÉ NOIR"));
    assertThat(hashes(hasher, "co\u00adoperate")).isEqualTo(hashes(hasher, "cooperate"));
    assertThat(hashes(hasher, "漢a")).hasSize(2);
  }

  /** The code points that a reader sees, one by one, each behind a character that nobody sees. */
  private static String folded(String text) {
    FoldedText folded = new FoldedText();
    folded.read(text);
    StringBuilder seen = new StringBuilder();
    while (folded.next()) {
      seen.appendCodePoint(folded.codePoint()).append('\u200b');
    }
    return seen.toString();
  }

  private static long[] hashes(TokenHasher hasher, String text) {
    hasher.read(text);
    return Arrays.copyOf(hasher.hashes(), hasher.count());
  }
}
