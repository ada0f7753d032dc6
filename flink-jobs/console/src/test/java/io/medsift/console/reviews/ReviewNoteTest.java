package io.medsift.console.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.console.web.PageRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReviewNoteTest {
  @Test
  void aLineBreakIsOneCharacter() {
    assertThat(note("one\r\ntwo\nthree ")).isEqualTo("one\ntwo\nthree");
    assertThat(note(" \r\n")).isNull();
  }

  private static String note(String sent) {
    return ReviewPage.note(new PageRequest("/review", Map.of("note", sent), Map.of(), ""));
  }
}
