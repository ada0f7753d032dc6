package io.medsift.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import io.medsift.WireSchemas;
import io.medsift.codec.RowCodec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final JsonSchema SCHEMA = WireSchemas.named("dead-letters");
  private static final Position POSITION = new Position("samples", 0, 7);

  @Test
  void carriesTextAsText() throws Exception {
    for (String text : new String[] {"{\"id\": 7}\n", "", "\ufeff{}", "字😀", "\u2028\u007f"}) {
      DeadLetter letter = letter(text.getBytes(UTF_8));

      assertThat(letter.raw()).isEqualTo(text);
      assertThat(letter.rawBase64()).isNull();
      assertWritten(letter);
    }
  }

  @Test
  void carriesBytesThatAreNotTextAsBase64() throws Exception {
    byte[][] values = {
      {(byte) 0xff}, {'{', (byte) 0xc0, (byte) 0xaf}, {(byte) 0xed, (byte) 0xa0, 0}
    };
    for (byte[] value : values) {
      DeadLetter letter = letter(value);

      assertThat(letter.raw()).isNull();
      assertThat(Base64.getDecoder().decode(letter.rawBase64())).isEqualTo(value);
      assertWritten(letter);
    }
  }

  @Test
  void carriesTextAsBase64WhereEscapingWouldMoreThanDoubleIt() throws Exception {
    assertThat(letter("\"\\\n\t".getBytes(UTF_8)).raw()).isEqualTo("\"\\\n\t");
    DeadLetter letter = letter(new byte[1_000]);

    assertThat(letter.raw()).isNull();
    assertThat(Base64.getDecoder().decode(letter.rawBase64())).containsOnly(0).hasSize(1_000);
    assertWritten(letter);
  }

  @Test
  void anyBytesComeBackWithinTwiceTheirLength() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      byte[] value = new byte[random.nextInt(400)];
      random.nextBytes(value);
      for (int j = 0; random.nextBoolean() && j < value.length; j++) {
        value[j] = (byte) (value[j] & 0x7f);
      }
      byte[] row = RowCodec.deadLetter(letter(value));
      DeadLetter letter = RowCodec.readDeadLetter(row);

      assertThat(row.length).isLessThan(2 * value.length + 300);
      assertThat(
              letter.raw() == null
                  ? Base64.getDecoder().decode(letter.rawBase64())
                  : letter.raw().getBytes(UTF_8))
          .isEqualTo(value);
    }
  }

  @Test
  void aTombstoneHasNoRaw() throws Exception {
    DeadLetter letter = DeadLetter.of("no value", POSITION, 5, null, null, Map.of());

    assertThat(letter.raw()).isNull();
    assertThat(letter.rawBase64()).isNull();
    assertThat(letter.key()).isNull();
    assertWritten(letter);
  }

  @Test
  void keysAndHeadersLoseNothing() throws Exception {
    Map<String, byte[]> headers = new HashMap<>();
    headers.put("trace", "字".getBytes(UTF_8));
    headers.put("blob", new byte[] {(byte) 0xff});
    headers.put("empty", null);
    DeadLetter letter =
        DeadLetter.of("bad", POSITION, 5, new byte[] {(byte) 0x80}, new byte[0], headers);

    assertThat(letter.key()).isEqualTo("base64:gA==");
    assertThat(letter.headers())
        .isEqualTo(Map.of("trace", "字", "blob", "base64:/w==", "empty", ""));
    assertWritten(letter);
  }

  @Test
  void refusesTwoFormsOfTheSameBytes() {
    assertThatThrownBy(() -> new DeadLetter("bad", POSITION, 0, "a", "YQ==", null, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a dead letter has raw or raw_base64, not both");
  }

  private static DeadLetter letter(byte[] value) {
    return DeadLetter.of("bad", POSITION, 5, null, value, Map.of());
  }

  private static void assertWritten(DeadLetter letter) throws Exception {
    byte[] row = RowCodec.deadLetter(letter);
    JsonNode tree = new ObjectMapper().readTree(row);
    assertThat(SCHEMA.validate(tree)).isEmpty();
    assertThat(RowCodec.readDeadLetter(row)).isEqualTo(letter);
  }
}
