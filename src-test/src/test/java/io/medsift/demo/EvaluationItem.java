package io.medsift.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An item of an evaluation set.
 *
 * @param options empty where the answer is a text of its own
 * @param answer letter or text
 * @param explanation one sentence, null where no sample needs it
 */
record EvaluationItem(
    String id, String question, List<String> options, String answer, String explanation) {

  /** The sets, which are files of the same name. */
  static final List<String> SETS = List.of("ward-rounds", "short-recall", "zh-clinic");

  static List<EvaluationItem> of(String set) {
    List<EvaluationItem> items = new ArrayList<>();
    for (Card card : Card.read("evaluation/" + set + ".txt")) {
      List<String> options =
          card.has("o") ? List.of(card.one("o").split(" \\| ")) : List.<String>of();
      String explanation = card.has("why") ? card.one("why") : null;
      String id = "%s-%03d".formatted(set, items.size() + 1);
      items.add(new EvaluationItem(id, card.one("q"), options, card.one("a"), explanation));
    }
    return items;
  }

  /** The text of the answer, where it is a letter that of its option. */
  String answerText() {
    return options.isEmpty() ? answer : options.get(answer.charAt(0) - 'A');
  }

  /** The row of the set's file; one set has its options as a list, as some published sets do. */
  ObjectNode row() {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("id", id).put("question", question);
    if (!options.isEmpty()) {
      row.set("options", id.startsWith("zh-") ? list() : MultipleChoice.wire(options));
    }
    return row.put("answer", answer);
  }

  private JsonNode list() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    options.forEach(list::add);
    return list;
  }
}
