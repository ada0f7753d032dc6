package io.medsift.minhash;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.text.CodePoints;
import io.medsift.text.FoldedText;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TokenHasherTest {
  private static final long PRIME = 0x9fb21c651e98df25L;
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
          .isEqualTo(oneByOne(text.toString()));
    }
  }

  @Test
  void readsAsciiThatAMarkFollowsAsPartOfItsLetter() {
    TokenHasher hasher = new TokenHasher(2);

    assertThat(hashes(hasher, "cafe\u0301 noir")).isEqualTo(hashes(hasher, "CAFÉ NOIR"));
    assertThat(hashes(hasher, "co\u00adoperate")).isEqualTo(hashes(hasher, "cooperate"));
    assertThat(hashes(hasher, "漢a")).hasSize(2);
  }

  @Test
  void readsLettersOfOtherScriptsInAWordAsThoseTheyLookLike() {
    TokenHasher hasher = new TokenHasher(3);
    long[] plain = hashes(hasher, "the café patient of 7");

    assertThat(hashes(hasher, "th\u0435 caf\u00e9 p\u0430ti\u0435nt \u03bff 7")).isEqualTo(plain);
    assertThat(hashes(new TokenHasher(2), "th\u0435 café patient of 7")).isNotEqualTo(plain);
  }

  /** The rule of the hasher, applied to one code point after the other. */
  private static long[] oneByOne(String text) {
    FoldedText folded = new FoldedText();
    folded.read(text);
    LongStream.Builder hashes = LongStream.builder();
    long word = PRIME;
    boolean within = false;
    boolean alone = false;
    while (folded.next()) {
      int unit = folded.codePoint();
      boolean letter = Character.isLetterOrDigit(unit) || unit == '_';
      boolean single = letter && CodePoints.isWrittenWithoutSpaces(unit);
      boolean mark = !letter && CodePoints.isMark(unit);
      if (within && (single || (alone && !mark) || (!letter && !mark))) {
        hashes.add(Mixer.mix(word));
        word = PRIME;
        within = false;
      }
      if (letter || mark) {
        word = (word ^ Character.toLowerCase(unit)) * PRIME;
        word ^= word >>> 29;
        within = true;
      }
      alone = single || (alone && mark);
    }
    if (within) {
      hashes.add(Mixer.mix(word));
    }
    return hashes.build().toArray();
  }

  private static long[] hashes(TokenHasher hasher, String text) {
    hasher.read(text);
    return Arrays.copyOf(hasher.hashes(), hasher.count());
  }
}
