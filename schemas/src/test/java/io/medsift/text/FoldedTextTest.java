package io.medsift.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldedTextTest {
  private final FoldedText folded = new FoldedText();

  @Test
  void saysWhereEachCodePointCameFrom() {
    String text = "\u200BSe\u00ADe\u0301 ﬁn\uFEFF";

    folded.read(text);
    StringBuilder seen = new StringBuilder();
    while (folded.next()) {
      seen.appendCodePoint(folded.codePoint())
          .append('=')
          .append(text, folded.start(), folded.end())
          .append(';');
    }

    assertThat(seen).hasToString("s=S;e=e;é=e\u0301; = ;f=ﬁ;i=ﬁ;n=n;");
  }

  @Test
  void keepsWhatIsSeenAndSeparates() {
    assertThat(fold("a\tb\nc\u00A0d\u2003e\u3000f-g_h")).isEqualTo("a\tb\nc d e f-g_h");
    assertThat(fold("患者，３７．５℃")).isEqualTo("患者,37.5°c");
    assertThat(fold("क्षमा 😀")).isEqualTo("क्षमा 😀");
    assertThat(fold("10½ or ½")).isEqualTo("10 1\u20442  or  1\u20442 ");
    assertThat(fold("")).isEmpty();
    assertThat(fold("\u200B\u00AD")).isEmpty();
    assertThat(fold("\uD83Dx\uDE00")).isEqualTo("\uD83Dx\uDE00");
  }

  @Test
  void manyMarksOnOneLetterAreReadInLinearTime() {
    assertThat(fold("e" + "\u0301\u0323".repeat(200_000))).hasSizeGreaterThan(399_000);
  }

  private String fold(String text) {
    folded.read(text);
    StringBuilder result = new StringBuilder();
    while (folded.next()) {
      result.appendCodePoint(folded.codePoint());
    }
    return result.toString();
  }
}
