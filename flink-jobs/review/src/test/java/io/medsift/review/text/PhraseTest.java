package io.medsift.review.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseTest {
  @Test
  void findsAPhraseWhateverStandsBetweenItsWords() {
    List<Span> spans = Phrase.mark("He has (Fever, 39 °C)  and chills.", "fever 39 c and");
    assertThat(spans)
        .containsExactly(
            new Span("He has (", Span.Style.PLAIN),
            new Span("Fever, 39 °C)  and", Span.Style.MARKED),
            new Span(" chills.", Span.Style.PLAIN));
  }

  @Test
  void prefersThePhraseAsItIs() {
    assertThat(Phrase.find("so \\boxed{B}.", "\\boxed{B}")).isEqualTo(new Phrase.Place(3, 12));
  }

  @Test
  void marksNothingWhereThePhraseIsNot() {
    assertThat(Phrase.mark("text", "needle")).containsExactly(new Span("text", Span.Style.PLAIN));
    assertThat(Phrase.mark("text", "?!")).hasSize(1);
  }

  @Test
  void neverCutsACodePointInTwo() {
    String text = "\uD83D\uDE00".repeat(200);
    for (int length = 50; length < 60; length++) {
      String head = Excerpt.head(text, length).replace(" … ", "");
      assertThat(head.codePoints().allMatch(codePoint -> codePoint == 0x1F600)).isTrue();
    }
  }
}
