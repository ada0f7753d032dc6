package io.medsift.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.Growth;
import io.medsift.rows.PythonLiteral.MalformedLiteralException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonLiteralTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "None | null",
        "True | true",
        "[1, -2, +3, 0x1f, 1_000] | [1,-2,3,31,1000]",
        "[1.5, 1., .5, 1e3, -2E-2] | [1.5,1.0,0.5,1000.0,-0.02]",
        "[nan, inf, -inf, 1e999] | [null,null,null,null]",
        "12345678901234567890123 | 12345678901234567890123",
        "{} | {}",
        "[] | []",
        "() | []",
        "set() | []",
        "(1) | 1",
        "(1,) | [1]",
        "('a', 'b',) | [\"a\",\"b\"]",
        "{1, 2} | [1,2]",
        "{'a': 1, 'a': 2,} | {\"a\":2}",
        "{1: 'x', None: 2} | {\"1\":\"x\",\"null\":2}",
        "'it\\'s' | \"it's\"",
        "\"it's\" | \"it's\"",
        "'a' \"b\" | \"ab\"",
        "'\\x41\\u4f60\\U0001F600\\101' | \"A你😀A\"",
        "'\\d' | \"\\\\d\"",
        "r'\\n' | \"\\\\n\"",
        "b'\\x41\\u' | \"A\\\\u\"",
        "u'x' | \"x\"",
        "['Na' 'K'] | [\"Na\",\"K\"]",
        "[('a' 'b')] | [\"ab\"]",
        "{'text': array(['Na', 'K'], dtype=object)} | {\"text\":[\"Na\",\"K\"]}",
        "array([1, 2]) | [1,2]",
        "[nan, NaN, NaT] | [null,null,null]",
        "'''a'b''' | \"a'b\"",
      })
  void readsWhatPythonWrites(String literal, String json) throws Exception {
    assertThat(PythonLiteral.parse(literal).toString()).isEqualTo(json);
  }

  @Test
  void takesStringsOfAListApartThatFollowEachOther() throws Exception {
    assertThat(PythonLiteral.parse("['Na'\n \"K's\"\n u'Ca']").toString())
        .isEqualTo("[\"Na\",\"K's\",\"Ca\"]");
    assertThat(PythonLiteral.parse("[['a' 'b'], 'c' 'd']").toString())
        .isEqualTo("[[\"a\",\"b\"],\"c\",\"d\"]");
  }

  @Test
  void readsTheMetadataOfAQuestion() throws Exception {
    String metadata =
        "{'id': '45258d3d', 'question': \"Which of Wegener's signs is first?\", 'cop': 0, 'exp':"
            + " None, 'options': ['A\\n"
            + "B', {'key': 'A', 'value': 'Stapes'}], 'multi': False}";
    assertThat(PythonLiteral.parse(metadata))
        .isEqualTo(
            JSON.readTree(
                "{\"id\":\"45258d3d\",\"question\":\"Which of Wegener's signs is first?\","
                    + "\"cop\":0,\"exp\":null,"
                    + "\"options\":[\"A\\nB\",{\"key\":\"A\",\"value\":\"Stapes\"}],"
                    + "\"multi\":false}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{'a'",
        "{'a':",
        "{'a': 1",
        "[1 2]",
        "'open",
        "'''open''",
        "{'a': 1} x",
        "null",
        "true",
        "open('x')",
        "__import__('os')",
        "1+1",
        "'\\x4'",
        "'\\UFFFFFFFF'",
        "{:}",
        "[,]",
        "1.2.3",
        "0x",
        "--1",
        "(",
        "'\\"
      })
  void refusesWhatIsNoLiteralAndSaysWhere(String literal) {
    assertThatThrownBy(() -> PythonLiteral.parse(literal))
        .isInstanceOf(MalformedLiteralException.class)
        .hasMessageMatching("(?s).+ at character \\d+");
  }

  @Test
  void refusesEndlessNestingAndEndlessNumbers() {
    assertThatThrownBy(() -> PythonLiteral.parse("[".repeat(100_000)))
        .hasMessageContaining("more than 64 levels");
    assertThatThrownBy(() -> PythonLiteral.parse("9".repeat(100_000)))
        .isInstanceOf(MalformedLiteralException.class);
  }

  @Test
  void failsInNoOtherWayOnBrokenText() {
    String whole = "{'a': [1, -2.5e3, None], \"b\\u4f60\": ('x', b'y', True), 'c': {'d', 'e'}}";
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder broken = new StringBuilder(whole);
      for (int change = 0; change < 1 + random.nextInt(3); change++) {
        broken.setCharAt(
            random.nextInt(broken.length()), whole.charAt(random.nextInt(whole.length())));
      }
      try {
        assertThat(PythonLiteral.parse(broken.toString())).isNotNull();
      } catch (MalformedLiteralException e) {
        assertThat(e).hasMessageContaining(" at character ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e+", "e+", "'a' ", "[", "1_", "\\", "'\\", "{1:", "b"})
  void takesTimeThatGrowsWithTheText(String piece) {
    int repetitions = 1 << 15;
    Growth.requireLinear(
        "reading <" + piece + "> again and again",
        "1" + piece.repeat(repetitions / Growth.FACTOR),
        "1" + piece.repeat(repetitions),
        text ->
            assertThatThrownBy(() -> PythonLiteral.parse(text))
                .isInstanceOf(MalformedLiteralException.class));
  }
}
