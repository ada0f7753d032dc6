package io.medsift.export.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.export.files.ValueBuffer.ValueCursor;
import io.medsift.sample.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueBufferTest {
  private static final String LONG_TEXT = "钠 😀 sodium ".repeat(20_000);

  @Test
  void givesEveryValueBackAndAddsUpTheirSize() {
    ValueBuffer values = new ValueBuffer();
    values.text("another row");
    int start = values.size();
    values.text("钠");
    values.text(null);
    values.number(-1L << 40);
    values.number(null);
    values.decimal(7.5);
    values.decimal(null);
    values.messages(List.of(new Turn("user", "Why?"), new Turn("assistant", LONG_TEXT)));
    values.messages(List.of());
    values.messages(null);
    values.text("");

    ValueCursor cursor = new ValueCursor(values.slice(start, values.size() - start));

    assertThat(cursor.next()).isTrue();
    assertThat(cursor.text().toStringUsingUTF8()).isEqualTo("钠");
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.number()).isEqualTo(-1L << 40);
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.decimal()).isEqualTo(7.5);
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.turns()).isEqualTo(2);
    assertThat(cursor.text().toStringUsingUTF8()).isEqualTo("Why?");
    assertThat(cursor.text().toStringUsingUTF8()).isEqualTo("user");
    assertThat(cursor.text().toStringUsingUTF8()).isEqualTo(LONG_TEXT);
    assertThat(cursor.text().toStringUsingUTF8()).isEqualTo("assistant");
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.turns()).isZero();
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.text().length()).isZero();
    long longText = 20_000L * "钠 😀 sodium ".getBytes(UTF_8).length;
    assertThat(cursor.size())
        .isEqualTo((4 + 3) + 8 + 8 + 4 + (4 + 4) + (4 + 4) + (4 + longText) + (4 + 9) + 4 + 4);
  }
}
