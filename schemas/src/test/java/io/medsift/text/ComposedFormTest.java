package io.medsift.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.Growth;
import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposedFormTest {
  @Test
  void isTheFormOfTheJdk() {
    Random random = new Random(5);
    int[] marks = {
      'e', 0xe9, 0x1ea5, 0x300, 0x301, 0x323, 0x327, 0x334, 0x344, 0x345, 0x34f, 0x488, 0x5b0,
      0x64e, 0x903, 0x93c, 0x9be, 0x9c7, 0xf71, 0xf73, 0xf75, 0xf81, 0x302a, 0x3099, 0x1100, 0x1161,
      0x1d165, 0x1d16d, 0x1e8d0
    };
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(120);
      boolean letters = random.nextBoolean();
      for (int i = 0; i < length; i++) {
        text.appendCodePoint(
            marks[letters ? random.nextInt(marks.length) : 3 + random.nextInt(20)]);
      }
      String given = text.toString();
      assertThat(ComposedForm.of(given))
          .isEqualTo(Normalizer.normalize(given, Normalizer.Form.NFC));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0301\u0323",
        "\u0323\u0301",
        "\u0344\u0323",
        "\u0f73",
        "\u0f71\u0f74\u0f72",
        "\u1161",
        "\u09be",
        "\u09c7\u09be",
        "\u1100\u1161\u11a8",
        "\u1ea5\u0323",
        "\u034f\u0301\u0323",
        "\ud834\udd65\ud834\udd6d"
      })
  void takesTimeThatGrowsWithTheText(String piece) {
    int length = 1 << 12;
    Growth.requireLinear(
        "composing a text of " + piece.codePoints().boxed().toList(),
        "e" + piece.repeat(length / Growth.FACTOR),
        "e" + piece.repeat(length),
        text -> {
          var unused = ComposedForm.of(text);
        });
  }
}
