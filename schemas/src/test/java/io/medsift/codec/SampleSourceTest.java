package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSourceTest {

  @Test
  void readsNoFurtherThanTheSource() {
    assertThat(of(Records.FULL)).isEqualTo("ward/notes");
    assertThat(of("{\"x\":{\"source\":1},\"y\":[[\"source\"]],\"source\":\"a\",\"cut"))
        .isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"source\":null}",
        "{\"source\":5}",
        "{\"a\":{\"source\":\"b\"}}"
      })
  void hasNoneWhereThereIsNone(String record) {
    assertThat(of(record)).isNull();
    assertThat(SampleSource.of(null)).isEmpty();
  }

  private static String of(String record) {
    return SampleSource.of(record.getBytes(UTF_8)).orElse(null);
  }
}
