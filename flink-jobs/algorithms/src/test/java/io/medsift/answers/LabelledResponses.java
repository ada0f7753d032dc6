package io.medsift.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Real model responses with their options, gold letter and the letter a published rule reads. */
final class LabelledResponses {
  static final String MMLU_PRO = "mmlupro_Mixtral_8x7B_Instruct_v0_1";
  static final String MIRAGE = "mirage_medical_predictions";

  record Row(
      String id, String response, Map<String, String> options, String gold, String published) {}

  private LabelledResponses() {}

  /** The data file, looked for in {@code shared/data} beside each parent folder. */
  static Optional<Path> file(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path file = folder.resolve("shared/data/train/" + name + ".jsonl.gz");
      if (Files.exists(file)) {
        return Optional.of(file);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  static List<Row> read(Path file) {
    ObjectMapper mapper = new ObjectMapper();
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode node = mapper.readTree(line);
        Map<String, String> options = new LinkedHashMap<>();
        node.get("options")
            .properties()
            .iterator()
            .forEachRemaining(field -> options.put(field.getKey(), field.getValue().asText()));
        JsonNode published = node.get("pred_reference");
        rows.add(
            new Row(
                node.get("id").asText(),
                node.get("response").asText(),
                options,
                node.get("answer_idx").asText(),
                published == null || published.isNull() ? null : published.asText()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return rows;
  }

  /**
   * The reasoning of responses that end with an answer field, without that field. What the field
   * said is in {@link Row#published()}, so the rules for prose can be held against it.
   */
  static List<Row> proseOnly(List<Row> rows) {
    List<Row> result = new ArrayList<>();
    for (Row row : rows) {
      int field = row.response().lastIndexOf("\"answer_choice\"");
      int reasoning = row.response().indexOf("\"step_by_step_thinking\"");
      int open = row.response().indexOf('"', row.response().indexOf(':', reasoning) + 1);
      int close = row.response().lastIndexOf('"', field - 1);
      if (reasoning >= 0 && open >= 0 && close > open && row.published() != null) {
        String prose = row.response().substring(open + 1, close).replace("\\n", "\n");
        result.add(new Row(row.id(), prose, row.options(), row.gold(), row.published()));
      }
    }
    return result;
  }
}
