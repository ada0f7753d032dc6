package io.medsift.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnHashTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"b\": 1, \"a\": \"x\"}          | {\"a\":\"x\",\"b\":1}",
        "{\"b\": null, \"a\": [null, {}]}  | {\"a\":[null,{}]}",
        "{\"n\": [1.0, 1.50, 1e2, 0.0]}    | {\"n\":[1,1.5,100,0]}",
        "{\"n\": 1e999999}                 | {\"n\":1E+999999}",
        "{\"t\": [true, false, \"\\u00e9\\n\\\"\"]} | {\"t\":[true,false,\"é\\n\\\"\"]}",
        "{\"e\": []}                       | {\"e\":[]}",
      })
  void writesOneFormOfEachRow(String row, String canonical) throws Exception {
    ObjectMapper exact = JSON.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    assertThat(ColumnHash.canonical(exact.readTree(row))).isEqualTo(canonical);
  }

  @Test
  void isTheFirstDigitsOfTheSha256() throws Exception {
    // printf '{"a":"x","b":1}' | sha256sum
    assertThat(ColumnHash.of(JSON.readTree("{\"b\": 1.0, \"a\": \"x\", \"c\": null}")))
        .isEqualTo("cdab067e9f3beb32");
  }

  @Test
  void holdsWhatIsNoNumber() {
    assertThat(ColumnHash.canonical(JSON.createArrayNode().add(Double.NaN).add(Float.MAX_VALUE)))
        .isEqualTo("[\"NaN\",3.4028234663852886E+38]");
  }
}
