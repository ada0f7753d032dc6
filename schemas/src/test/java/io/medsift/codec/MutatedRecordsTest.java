package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import io.medsift.WireSchemas;
import io.medsift.sample.Sample;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records that a careless or hostile producer might write, from a fixed seed. */
class MutatedRecordsTest {
  private static final int MUTATIONS = 20_000;
  private static final byte[] GOOD = Records.FULL.getBytes(UTF_8);
  private static final List<String> PIECES =
      List.of(
          "null",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\ud800",
          "\\udc00",
          "\\u0000",
          "-1",
          "1e9",
          "1e400",
          "1e99999999999",
          "NaN",
          "Infinity",
          "0x1",
          "true",
          "\ufeff",
          "\u0000",
          "\n",
          "é",
          "😀",
          "\"id\":",
          "\"prompt\":\"\",",
          "[[[[[[[[",
          "{\"a\":",
          "/**/",
          "'",
          "'a'");
  private static final JsonSchema SAMPLES = WireSchemas.named("samples");
  private static final JsonSchema ACCEPTED = WireSchemas.named("accepted");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Position POSITION = new Position("samples", 0, 0);
  private static final Verdict VERDICT =
      new Verdict(
          Decision.ACCEPTED,
          null,
          null,
          null,
          List.of(),
          new RecipeStamp("own", "0123456789abcdef"),
          Map.of(),
          POSITION,
          0,
          false,
          false);

  @Test
  void becomeAcceptedRowsOrDeadLetters() throws Exception {
    Random random = new Random(20_000);
    int samples = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] record = mutated(random);
      samples += becomesAcceptedRow(record, i % 10 == 0) ? 1 : 0;
    }
    assertThat(samples).isBetween(MUTATIONS / 20, MUTATIONS / 2);
  }

  private static boolean becomesAcceptedRow(byte[] record, boolean validate) throws Exception {
    Sample sample;
    try {
      sample = Records.PARSER.parse(record);
    } catch (MalformedSampleException e) {
      assertThat(e.getMessage()).hasSizeBetween(15, 400).doesNotContainPattern("\\p{Cntrl}|Source");
      DeadLetter letter = DeadLetter.of(e.getMessage(), POSITION, 0, null, record, Map.of());
      assertThat(RowCodec.readDeadLetter(RowCodec.deadLetter(letter))).isEqualTo(letter);
      return false;
    }
    byte[] row = RowCodec.accepted(record, sample, VERDICT);
    assertThat(RowCodec.readRow(row).verdict()).isEqualTo(VERDICT);
    if (validate) {
      assertThat(
              RowCodec.accepted(record, Records.PARSER.parse(SampleTexts.leftOut(record)), VERDICT))
          .isEqualTo(row);
      assertThat(RowCodec.readPublished(row).columns()).isEqualTo(PublishedColumns.of(sample));
      JsonNode tree = MAPPER.readTree(row);
      assertThat(SAMPLES.validate(tree.get("sample"))).isEmpty();
      assertThat(ACCEPTED.validate(tree)).isEmpty();
    }
    return true;
  }

  private static byte[] mutated(Random random) {
    byte[] record = GOOD;
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(record.length);
      int length = Math.min(random.nextInt(30), record.length - at);
      record =
          switch (random.nextInt(5)) {
            case 0 -> splice(record, at, 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> splice(record, at, length, new byte[0]);
            case 2 -> splice(record, at, 0, Arrays.copyOfRange(record, at, at + length));
            case 3 -> splice(record, at, 0, piece(random));
            default -> splice(record, at, length, piece(random));
          };
    }
    return record;
  }

  private static byte[] piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
  }

  private static byte[] splice(byte[] record, int at, int removed, byte[] inserted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(record, 0, at);
    out.writeBytes(inserted);
    out.write(record, at + removed, record.length - at - removed);
    return out.size() == 0 ? GOOD : out.toByteArray();
  }
}
