package io.medsift.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Prompts of eleven subjects with their labels, for training the centroids that ship. */
final class DomainPrompts {
  private DomainPrompts() {}

  static List<ObjectNode> rows() {
    List<ObjectNode> rows = new ArrayList<>();
    for (Card card : Card.read("domain-prompts.txt")) {
      List<String> templates = card.all("template");
      List<String> topics = List.of(card.one("topic").split(" \\| "));
      int each = Integer.parseInt(card.one("each"));
      for (int i = 0; i < topics.size(); i++) {
        for (int j = 0; j < each; j++) {
          String template = templates.get((i * each + j) % templates.size());
          String prompt = Sentences.capital(template.replace("{}", topics.get(i)));
          rows.add(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("prompt", prompt)
                  .put("label", card.one("label")));
        }
      }
    }
    return rows;
  }
}
