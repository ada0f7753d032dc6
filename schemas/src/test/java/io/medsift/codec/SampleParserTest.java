package io.medsift.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.sample.Annotations.EquivalenceAnnotation;
import io.medsift.sample.Annotations.JudgeAnnotation;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleParserTest {

  @Test
  void readsEveryField() throws Exception {
    Sample sample = Records.parse(Records.FULL);

    assertThat(sample.id()).isEqualTo("m-1");
    assertThat(sample.source()).isEqualTo("ward/notes");
    assertThat(sample.sourceRow()).isEqualTo("17");
    assertThat(sample.track()).isEqualTo("synthetic_qa");
    assertThat(sample.prompt()).isEqualTo("Which electrolyte falls first? 钠 𝒳");
    assertThat(sample.history()).containsExactly(new Turn("user", "Hello"));
    assertThat(sample.system()).isNull();
    assertThat(sample.options())
        .containsExactly(Map.entry("A", "Sodium"), Map.entry("B", "Potassium"));
    assertThat(sample.reference()).isEqualTo(new Reference(ReferenceKind.LETTER, "B"));
    assertThat(sample.reasoning()).isEqualTo("Insulin moves it.\nSo B.");
    assertThat(sample.response()).isEqualTo("The answer is \\boxed{B}");
    assertThat(sample.label()).isEqualTo("Medicine");
    assertThat(sample.generator()).isEqualTo("model-x");
    assertThat(sample.license()).isEqualTo("CC0");
    assertThat(sample.upstreamSource()).isEqualTo("none");
    assertThat(sample.annotations().judge()).isEqualTo(new JudgeAnnotation(9.5, "j", "1"));
    assertThat(sample.annotations().equivalence())
        .isEqualTo(new EquivalenceAnnotation(true, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'source_row':7.5 | field 'source_row' must be a string or a whole number, got a number"
            + " (7.5)",
        "'history':[{'role':'a','content':1}] | field 'history[0].content' must be a string, got a"
            + " number (1)",
        "'history':[1] | field 'history[0]' must be an object {role, content}, got a number (1)",
        "'options':[] | field 'options' must be an object of option letter to option text, got a"
            + " list",
        "'options':{'A':null} | field 'options.A' is missing",
        "'reference':{'kind':'leter'} | field 'reference.kind' must be one of letter, text, long,"
            + " none, got 'leter'",
        "'reference':{'kind':'text','value':' '} | field 'reference.value' is blank",
        "'annotations':{'judge':{'score':11}} | field 'annotations.judge.score' must be from 1 to"
            + " 10, got 11",
        "'annotations':{'judge':{'score':'9'}} | field 'annotations.judge.score' must be a number"
            + " from 1 to 10, got a string (9)",
        "'annotations':{'judge':{}} | field 'annotations.judge.score' is missing",
        "'annotations':{'equivalence':{'equivalent':1}} | field"
            + " 'annotations.equivalence.equivalent' must be true or false, got a number (1)",
        "'annotations':{'leak':{'floor':0}} | field 'annotations.leak.floor' must be above 0 and up"
            + " to 1, got 0",
        "'annotations':{'leak':{'floor':1.01}} | field 'annotations.leak.floor' must be above 0 and"
            + " up to 1, got 1.01",
        "'annotations':{'leak':{'floor':'1'}} | field 'annotations.leak.floor' must be a number"
            + " above 0 and up to 1, got a string (1)",
        "'annotations':{'leak':{'items':[{'similarity':7}]}} | field"
            + " 'annotations.leak.items[0].similarity' must be from -1 to 1, got 7",
        "'annotations':{'leak':{'items':[{'similarity':-1e400}]}} | field"
            + " 'annotations.leak.items[0].similarity' must be from -1 to 1, got -1e400",
        "'generation':{'temperature':1e400} | field 'generation.temperature' must be a number that"
            + " fits into 64 bits, got a number (1e400)",
        "'response':{} | field 'response' must be a string, got an object",
        "'x':1e9999999999 | field 'x' has the number 1e9999999999, whose "
            + "exponent is too large",
        "'x':1,'x':2 | field 'x' is given twice, again at character 58",
        "'x':{'y':1,'y':2} | field 'y' is given twice, again at character 63",
        "'history':[{'role':'a','role':'a'}] | field 'role' is given twice, again at character 78",
        "'x':NaN | the record is not one JSON object: NaN is not a JSON value (character 56)",
      })
  void namesFieldValueAndWhatIsAllowed(String field, String message) {
    assertRefused(Records.with(field.replace('\'', '"')), message);
  }

  @Test
  void namesTheMissingField() {
    assertRefused("{}", "field 'id' is missing");
    assertRefused("{\"id\":\"1\",\"source\":\"s\",\"track\":\"rl\"}", "field 'prompt' is missing");
    assertRefused(
        "{\"id\":\"1\",\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"\u00a0\\n\"}",
        "field 'prompt' is blank");
  }

  @Test
  void saysTheSameUnderEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThatThrownBy(() -> Records.PARSER.parse(new byte[(1 << 20) + 1]))
          .hasMessage(
              "the record has 1,048,577 bytes; the recipe's limits.record_bytes allows 1,048,576");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Nested
  class Framing {
    @Test
    void refusesATombstone() {
      assertThatThrownBy(() -> Records.PARSER.parse(null))
          .isInstanceOf(MalformedSampleException.class)
          .hasMessage(
              "the record has no value (a tombstone); samples cannot be deleted through this"
                  + " topic");
    }

    @Test
    void refusesWhatIsNotOneObject() {
      assertRefused("", "the record is empty; it must be a JSON object");
      assertRefused(" \n", "the record must be a JSON object, got nothing");
      assertRefused("[{}]", "the record must be a JSON object, got a list");
      assertRefused("null", "the record must be a JSON object, got null");
      assertRefused(Records.with("\"x\":1") + " {}", "there is more text after the JSON object");
      assertRefused(
          Records.with("\"x\":1") + " etc",
          "the record is not one JSON object: 'etc' is not a value (character 59)");
      assertRefused(
          Records.with("\"x\":[1"),
          "the record is not one JSON object: '}' closes what is not open (character 55)");
      assertRefused(
          "{\"id\":\"1\"",
          "the record is not one JSON object: the text ends too early (character 9)");
    }

    @Test
    void refusesAByteOrderMark() {
      assertRefused(
          "\ufeff" + Records.with("\"x\":1"),
          "the record begins with a byte order mark (EF BB BF); write JSON without one");
    }

    @Test
    void acceptsWhiteSpaceAround() throws Exception {
      assertThat(Records.parse("\r\n\t " + Records.with("\"x\":1") + "\n").id()).isEqualTo("1");
    }
  }

  @Nested
  class Encoding {
    @Test
    void refusesBytesThatAreNotUtf8() {
      String record = Records.with("\"response\":\"?\"");
      int at = record.indexOf('?');
      int[][] bad = {
        {0xe9},
        {0xc0, 0xaf},
        {0xc1, 0x81},
        {0xe0, 0x80, 0xaf},
        {0xed, 0xa0, 0x80},
        {0xf0, 0x80, 0x80, 0xaf},
        {0xf4, 0x90, 0x80, 0x80},
        {0xf5, 0x80, 0x80, 0x80},
        {0xe9, 0x92},
        {0x80},
        {0xff}
      };
      for (int[] bytes : bad) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(record.substring(0, at).getBytes(UTF_8));
        for (int b : bytes) {
          out.write(b);
        }
        out.writeBytes(record.substring(at + 1).getBytes(UTF_8));
        assertRefused(
            out.toByteArray(),
            "the record is not UTF-8 text: byte %d (0x%02x) cannot be decoded"
                .formatted(at, bytes[0]));
      }
    }

    @Test
    void refusesATruncatedCharacterAtTheEnd() {
      assertRefused(
          "{\u00e9".getBytes(ISO_8859_1),
          "the record is not UTF-8 text: byte 1 (0xe9) cannot be decoded");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'response':'ab\\ud800'",
          "'response':'ab\\udc00'",
          "'response':'\\udc00\\ud800'",
          "'\\ud800':1",
          "'x':{'y':['\\ud800']}",
          "'x':{'\\ude00':1}",
          "'options':{'\\ud800':'a'}",
          "'options':{'A':'\\ud800'}",
          "'history':[{'role':'a','content':'\\ud83d'}]",
          "'history':[{'role':'a','content':'','\\ud83d':0}]",
          "'reference':{'kind':'none','\\ud800':'a'}",
          "'annotations':{'judge':{'score':9,'model':'\\ud800'}}",
          "'annotations':{'\\ud800':'\\ud800'}",
        })
    void refusesLoneSurrogatesAnywhere(String field) {
      assertThatThrownBy(() -> Records.parse(Records.with(field.replace('\'', '"'))))
          .isInstanceOf(MalformedSampleException.class)
          .hasMessageMatching(
              "field '[^']+' has half a surrogate pair \\(\\\\ud[89a-f][0-9a-f]{2}\\) at character"
                  + " \\d+; such text cannot be written as UTF-8");
    }

    @Test
    void messagesCanBeWrittenAsUtf8() {
      for (String field :
          new String[] {
            "'\\ud800':1,'\\ud800':2",
            "'reference':{'kind':'" + "x".repeat(59) + "\\ud83d\\ude00'}",
            "'reference':{'kind':'a\\u0000\\nb'}",
            "'\\ud800\\n':1"
          }) {
        assertThatThrownBy(() -> Records.parse(Records.with(field.replace('\'', '"'))))
            .isInstanceOf(MalformedSampleException.class)
            .satisfies(
                e -> {
                  assertThat(UTF_8.newEncoder().canEncode(e.getMessage())).isTrue();
                  assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
                });
      }
    }

    @Test
    void acceptsPairsAndEveryPlane() throws Exception {
      Sample sample =
          Records.parse(Records.with("\"response\":\"\\ud83d\\ude00 \ud83d\ude00 \u0800 \uffff\""));
      assertThat(sample.response()).isEqualTo("\ud83d\ude00 \ud83d\ude00 \u0800 \uffff");
    }
  }

  @Nested
  class Limits {
    @ParameterizedTest
    @ValueSource(strings = {"x", "response", "history", "options", "reference", "annotations"})
    void refusesNestingBombs(String field) {
      for (String open : new String[] {"[", "{\"a\":", "[{\"a\":"}) {
        String bomb = Records.with("\"" + field + "\":" + open.repeat(100_000));
        assertThatThrownBy(() -> Records.parse(bomb)).isInstanceOf(MalformedSampleException.class);
      }
    }

    @Test
    void allowsNestingUpToTheLimit() throws Exception {
      assertThat(Records.parse(nested(63)).id()).isEqualTo("1");
      assertRefused(
          nested(64),
          "the record is nested deeper than the 64 levels that the recipe's limits.nesting allows");
    }

    private String nested(int depth) {
      return Records.with("\"x\":" + "[".repeat(depth) + "]".repeat(depth));
    }

    @Test
    void refusesLongNumbers() {
      String digits = "9".repeat(5_000_000);
      SampleParser large = new SampleParser(new SampleLimits(64 << 20, 64));
      for (String field :
          new String[] {
            "\"x\":" + digits,
            "\"x\":0." + digits,
            "\"x\":1e" + digits,
            "\"source_row\":" + digits,
            "\"annotations\":{\"judge\":{\"score\":" + digits + "}}"
          }) {
        byte[] record = Records.with(field).getBytes(UTF_8);
        assertThatThrownBy(() -> large.parse(record))
            .isInstanceOf(MalformedSampleException.class)
            .hasMessage("the record has a number longer than 100 characters");
        assertThatThrownBy(() -> Records.PARSER.parse(record))
            .isInstanceOf(MalformedSampleException.class)
            .hasMessageContaining("limits.record_bytes allows 1,048,576");
      }
    }

    @Test
    void refusesLongNames() {
      assertRefused(
          Records.with("\"" + "n".repeat(1_001) + "\":1"),
          "the record has a field name longer than 1,000 characters");
    }

    @Test
    void acceptsStringsUpToTheSizeOfTheRecord() throws Exception {
      SampleParser large = new SampleParser(new SampleLimits(64 << 20, 64));
      String text = "词".repeat(5_000_000);
      Sample sample = large.parse(Records.with("\"response\":\"" + text + "\"").getBytes(UTF_8));
      assertThat(sample.response()).hasSize(5_000_000);
    }

    @Test
    void namesThatCollideHarmNobody() throws Exception {
      StringBuilder fields = new StringBuilder("\"x\":0");
      for (int bits = 0; bits < 1 << 14; bits++) {
        fields.append(",\"");
        for (int bit = 0; bit < 14; bit++) {
          fields.append((bits >> bit & 1) == 0 ? "Ab" : "BA");
        }
        fields.append("\":0");
      }
      String hostile = Records.with(fields.toString());
      for (int i = 0; i < 3; i++) {
        assertThat(Records.parse(hostile).id()).isEqualTo("1");
      }
    }
  }

  private static void assertRefused(String record, String message) {
    assertRefused(record.getBytes(UTF_8), message);
  }

  private static void assertRefused(byte[] record, String message) {
    assertThatThrownBy(() -> Records.PARSER.parse(record))
        .isInstanceOf(MalformedSampleException.class)
        .hasMessage(message);
  }

  @Test
  void keepsTheOrderOfOptions() throws Exception {
    Sample sample = Records.parse(Records.with("\"options\":{\"C\":\"c\",\"A\":\"a\"}"));
    assertThat(List.copyOf(sample.options().keySet())).containsExactly("C", "A");
  }
}
