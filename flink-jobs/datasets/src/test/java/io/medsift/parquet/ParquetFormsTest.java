package io.medsift.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that pyarrow 25 wrote, in the forms that its types and settings give. */
class ParquetFormsTest {
  private static final int MOST = 3;

  /** {@code name: how many rows and the first three}, a form a line. */
  static Stream<String> forms() throws IOException, URISyntaxException {
    return Files.readAllLines(resource("forms.txt")).stream();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void reads(String form) throws Exception {
    String name = form.substring(0, form.indexOf(':'));
    List<JsonNode> rows = new ArrayList<>();
    try (ParquetRowReader reader =
        ParquetRowReader.open(resource("forms/" + name + ".parquet"), 1 << 20)) {
      for (JsonNode row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    assertThat(name + ": " + rows.size() + " " + rows.stream().limit(MOST).toList())
        .isEqualTo(form);
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(ParquetFormsTest.class.getResource(name).toURI());
  }
}
