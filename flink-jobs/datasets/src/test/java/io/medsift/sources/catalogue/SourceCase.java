package io.medsift.sources.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.rows.ReadRow.FileRow;
import io.medsift.sample.Sample;
import io.medsift.sources.SourceSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One row of a file {@code cases/SOURCE.json} and what becomes of it.
 *
 * @param row in one of the layouts of the source
 * @param samples expected, as on the wire; {@code <hash>} in an id stands for 16 hex digits
 * @param unmappable expected as part of the message; null where the row is mapped
 * @param counts readings that are counted, among others
 */
public record SourceCase(
    String source,
    String name,
    ObjectNode row,
    SourceSettings settings,
    List<JsonNode> samples,
    String unmappable,
    Map<String, Map<String, Long>> counts) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();
  private static final SampleParser PARSER = new SampleParser(SampleLimits.DEFAULT);

  /** The cases of a source; none where it has no file. */
  static List<SourceCase> of(String source) {
    try (InputStream json = SourceCase.class.getResourceAsStream("cases/" + source + ".json")) {
      List<SourceCase> cases = new ArrayList<>();
      if (json != null) {
        for (JsonNode value : JSON.readTree(json)) {
          cases.add(read(source, value));
        }
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException("the cases of " + source + " cannot be read", e);
    }
  }

  private static SourceCase read(String source, JsonNode value) {
    List<JsonNode> samples = new ArrayList<>();
    value.path("samples").forEach(samples::add);
    return new SourceCase(
        source,
        value.get("case").textValue(),
        (ObjectNode) value.get("row"),
        new SourceSettings(
            value.path("track").textValue(), texts(value, "readings"), texts(value, "columns")),
        samples,
        value.path("unmappable").textValue(),
        JSON.convertValue(
            value.has("counts") ? value.get("counts") : JSON.createObjectNode(),
            new TypeReference<Map<String, Map<String, Long>>>() {}));
  }

  private static Map<String, String> texts(JsonNode value, String name) {
    JsonNode texts = value.has(name) ? value.get(name) : JSON.createObjectNode();
    return JSON.convertValue(texts, new TypeReference<Map<String, String>>() {});
  }

  FileRow asRow() {
    return new FileRow(source + ".jsonl", 0, row);
  }

  /** The expected samples, each with the id that its counterpart has where a hash stands for it. */
  List<Sample> expected(List<Sample> actual) throws MalformedSampleException {
    List<Sample> expected = new ArrayList<>();
    for (JsonNode sample : samples) {
      ObjectNode copy = sample.deepCopy();
      if (expected.size() < actual.size()) {
        String id = actual.get(expected.size()).id();
        String pattern = copy.get("id").textValue().replace("<hash>", "[0-9a-f]{16}");
        copy.put("id", id.matches(pattern) ? id : copy.get("id").textValue());
      }
      expected.add(PARSER.parse(copy.toString().getBytes(UTF_8)));
    }
    return expected;
  }

  @Override
  public String toString() {
    return source + ": " + name;
  }
}
