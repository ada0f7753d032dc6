package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.sample.Sample;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTextsTest {
  private static final List<String> PIECES =
      List.of(
          " ",
          " ",
          "\\n",
          "\\t",
          "\\r",
          "\\f",
          "\\b",
          "\\u0020",
          "\\u2003",
          "\\u000b",
          "\\u0041",
          "\\u005cn",
          "\\\\n",
          "\\\\",
          "\\\\\\\\",
          "\\\\u0020",
          "\\\"",
          "\\/",
          "\u3000",
          "\u2028",
          "\u00a0",
          "é",
          "字",
          "😀",
          "\\ud83d\\ude00",
          "x",
          "n",
          "f",
          "u0020",
          "}",
          "]",
          ",",
          ":");
  private static final Verdict VERDICT =
      new Verdict(
          Decision.ACCEPTED,
          null,
          null,
          null,
          List.of(),
          new RecipeStamp("own", "0123456789abcdef"),
          Map.of(),
          new Position("samples", 0, 0),
          0,
          false,
          false);

  @Test
  void copiesTraceAndResponseAsTheyWouldBeWrittenAnew() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 5_000; round++) {
      String reasoning = "\"reasoning\":\"" + text(random) + "\"";
      String response = "\"response\":\"" + text(random) + "\"";
      assertColumns(
          Records.with(
              random.nextBoolean() ? reasoning + ", " + response : response + "," + reasoning));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'response':null,'reasoning':null",
        "'response':null,'reasoning':'a'",
        "'reasoning':'a'",
        "'reasoning':'','response':''",
        "'reasoning':' \\n','response':'b'",
        "'res\\u0070onse':'b','\\u0072easoning':'a'",
        "'x':{'response':'no','reasoning':['}',{'response':1}]},'response':'b'",
        "'x':'\\\\','response':'b','y':[],'z':-1e3",
        "'x':true , 'response' : 'b' , 'reasoning'\t:\n'a' ",
      })
  void findsThemWhereverTheyAre(String fields) throws Exception {
    assertColumns(Records.with(fields.replace('\'', '"')));
  }

  private static void assertColumns(String record) throws Exception {
    byte[] json = record.getBytes(UTF_8);
    Sample sample = Records.parse(record);
    byte[] row = RowCodec.accepted(json, sample, VERDICT);

    assertThat(RowCodec.readPublished(row).columns()).isEqualTo(PublishedColumns.of(sample));
    Sample rest = Records.PARSER.parse(SampleTexts.leftOut(json));
    assertThat(RowCodec.accepted(json, rest, VERDICT)).isEqualTo(row);
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(7); pieces > 0; pieces--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
