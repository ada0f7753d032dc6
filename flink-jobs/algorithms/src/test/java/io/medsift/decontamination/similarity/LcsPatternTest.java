package io.medsift.decontamination.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.decontamination.BruteForce;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LcsPatternTest {
  @Test
  void equalsTheTableAtWordBoundariesAndForEveryBound() {
    Random random = new Random(3);
    int[] lengths = {1, 2, 63, 64, 65, 127, 128, 129, 191, 192, 193, 300};
    for (int patternLength : lengths) {
      for (int textLength : lengths) {
        for (int letters = 1; letters <= 4; letters++) {
          String pattern = text(random, patternLength, letters);
          String text = text(random, textLength, letters);
          verify(pattern, text, random);
        }
      }
    }
  }

  @Test
  void findsAlignmentsAtTheEdgeOfTheBand() {
    Random random = new Random(4);
    for (int shift : new int[] {1, 30, 63, 64, 65, 100, 130}) {
      String common = text(random, 200, 3);
      String noise = "x".repeat(shift);
      verify(noise + common, common + noise, random);
      verify(common + noise, noise + common, random);
      verify(noise + common, common, random);
      verify(common, common + noise, random);
    }
  }

  /**
   * The live part of the text shrinks with every miss; edits keep the result close to the bound.
   */
  @Test
  void equalsTheTableOnEditedTextsForEveryBoundNearTheResult() {
    Random random = new Random(5);
    for (int round = 0; round < 60; round++) {
      String pattern = text(random, 60 + random.nextInt(600), 2 + random.nextInt(20));
      StringBuilder edited = new StringBuilder(pattern);
      int edits = random.nextInt(1 + pattern.length() / 3);
      int where = random.nextInt(pattern.length());
      for (int i = 0; i < edits; i++) {
        // Half of the rounds have all their edits in one place.
        int at = round % 2 == 0 ? random.nextInt(edited.length()) : where;
        if (at < edited.length() && random.nextBoolean()) {
          edited.deleteCharAt(at);
        } else {
          edited.insert(Math.min(at, edited.length()), (char) ('a' + random.nextInt(26)));
        }
      }
      String other = edited.toString();
      Alphabet alphabet = new Alphabet(List.of(other));
      int[] codes = new int[pattern.length()];
      int[] text = new int[other.length()];
      alphabet.encode(pattern, codes);
      alphabet.encode(other, text);
      LcsPattern lcs = new LcsPattern(alphabet.size());
      lcs.set(codes, codes.length);
      int expected = BruteForce.lcs(pattern, other);
      for (int atLeast = 0; atLeast <= expected; atLeast += 1 + random.nextInt(20)) {
        assertThat(lcs.lcs(text, 0, text.length, atLeast)).isEqualTo(expected);
      }
      assertThat(lcs.lcs(text, 0, text.length, expected)).isEqualTo(expected);
      for (int over = 1; over < 100; over += 1 + random.nextInt(20)) {
        assertThat(lcs.lcs(text, 0, text.length, expected + over)).isEqualTo(LcsPattern.TOO_SHORT);
      }
    }
  }

  private static void verify(String pattern, String text, Random random) {
    Alphabet alphabet = new Alphabet(List.of(text));
    int[] codes = new int[pattern.length()];
    int[] other = new int[text.length()];
    alphabet.encode(pattern, codes);
    alphabet.encode(text, other);
    LcsPattern lcs = new LcsPattern(alphabet.size());
    lcs.set(codes, codes.length);
    int expected = BruteForce.lcs(pattern, text);

    assertThat(lcs.lcs(other, 0, other.length, 0)).isEqualTo(expected);
    assertThat(lcs.lcs(other, 0, other.length, expected)).isEqualTo(expected);
    assertThat(lcs.lcs(other, 0, other.length, expected + 1)).isEqualTo(LcsPattern.TOO_SHORT);
    int lower = random.nextInt(expected + 1);
    assertThat(lcs.lcs(other, 0, other.length, lower)).isEqualTo(expected);
  }

  private static String text(Random random, int length, int letters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(letters)));
    }
    return text.toString();
  }
}
