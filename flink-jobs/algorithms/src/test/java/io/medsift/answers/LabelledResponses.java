package io.medsift.answers;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Real model responses with their options, gold letter and the letter a published rule reads. */
public final class LabelledResponses {
  public static final String MMLU_PRO = "mmlupro_Mixtral_8x7B_Instruct_v0_1";
  public static final String MIRAGE = "mirage_medical_predictions";

  public record Row(
      String id, String response, Map<String, String> options, String gold, String published) {}

  private LabelledResponses() {}

  /** All rows of {@link #MMLU_PRO} or {@link #MIRAGE}; skips the running test without them. */
  public static List<Row> read(String name) {
    return SharedData.required().rows("train/" + name).stream()
        .map(LabelledResponses::row)
        .toList();
  }

  private static Row row(JsonNode node) {
    Map<String, String> options = new LinkedHashMap<>();
    node.get("options")
        .properties()
        .iterator()
        .forEachRemaining(field -> options.put(field.getKey(), field.getValue().asText()));
    JsonNode published = node.get("pred_reference");
    return new Row(
        node.get("id").asText(),
        node.get("response").asText(),
        options,
        node.get("answer_idx").asText(),
        published == null || published.isNull() ? null : published.asText());
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
