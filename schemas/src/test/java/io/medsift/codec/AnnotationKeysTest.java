package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationKeysTest {
  private static final String FIRST = "first key, thirty-two characters";
  private static final String SECOND = "another key of enough characters";

  @TempDir private Path directory;

  @Test
  void aSampleOfEveryFieldIsKnownByItsSignature() throws Exception {
    AnnotationKeys keys = keys(FIRST);
    byte[] json = Records.FULL.getBytes(UTF_8);
    assertThat(keys.signed(json)).isFalse();
    byte[] signed = keys.sign(json);
    assertThat(keys.signed(signed)).isTrue();
    assertThat(keys.sign(signed)).isEqualTo(signed);
    assertThat(signed.length - SampleDocument.write(SampleDocument.read(json)).length)
        .isBetween(1, AnnotationKeys.SIGNATURE_BYTES);
    assertThat(Records.PARSER.parse(signed)).isEqualTo(Records.PARSER.parse(json));
  }

  @ParameterizedTest
  @CsvSource({"9.5,9.6", "boxed{B},boxed{A}", "hmac-sha256:,hmac-sha256:0", "m-1,m-2", "1.50,1.5"})
  void whatIsChangedIsNotSigned(String from, String to) throws Exception {
    AnnotationKeys keys = keys(FIRST);
    String signed = new String(keys.sign(Records.FULL.getBytes(UTF_8)), UTF_8);
    assertThat(signed).contains(from);
    assertThat(keys.signed(signed.replace(from, to).getBytes(UTF_8))).isFalse();
  }

  @Test
  void theFirstKeySignsAndAllAreKnown() throws Exception {
    byte[] before = keys(FIRST).sign(Records.FULL.getBytes(UTF_8));
    AnnotationKeys both = keys(SECOND + "\n" + FIRST + "\n");
    assertThat(both.signed(before)).isTrue();
    byte[] after = both.sign(before);
    assertThat(keys(FIRST).signed(after)).isFalse();
    assertThat(keys(SECOND).signed(after)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "a short secret", FIRST + "\na short secret"})
  void aFileWithoutUsableKeysIsRefusedAndNotQuoted(String content) {
    assertThatThrownBy(() -> keys(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("at least 32 characters")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> AnnotationKeys.load(directory.resolve("absent")))
        .hasMessageContaining("absent cannot be read: it does not exist");
  }

  private AnnotationKeys keys(String content) throws Exception {
    return AnnotationKeys.load(Files.writeString(directory.resolve("keys"), content));
  }
}
