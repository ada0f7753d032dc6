package io.medsift.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PythonWhitespaceTest {
  /** Every code point c of CPython 3.11 for which {@code chr(c).split() == []}. */
  private static final List<Integer> SPACES =
      List.of(
          0x9, 0xA, 0xB, 0xC, 0xD, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001,
          0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029,
          0x202F, 0x205F, 0x3000);

  @Test
  void knowsExactlyTheSpacesOfPython() {
    List<Integer> spaces = new ArrayList<>();
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (PythonWhitespace.isSpace(codePoint)) {
        spaces.add(codePoint);
      }
    }
    assertThat(spaces).isEqualTo(SPACES);
  }

  @Test
  void splitsAtRunsOfSpace() {
    assertThat(PythonWhitespace.split(" a\u00A0\u3000b\u200Bc\u001F\n\uD83D\uDE00 "))
        .containsExactly("a", "b\u200Bc", "\uD83D\uDE00");
    assertThat(PythonWhitespace.split("")).isEmpty();
    assertThat(PythonWhitespace.split(" \u2003\t")).isEmpty();
    assertThat(PythonWhitespace.split("one")).containsExactly("one");
  }

  @Test
  void callsOnlySpaceBlank() {
    assertThat(PythonWhitespace.isBlank("")).isTrue();
    assertThat(PythonWhitespace.isBlank(" \u00A0\u2028\n")).isTrue();
    assertThat(PythonWhitespace.isBlank(" \u200B ")).isFalse();
  }
}
