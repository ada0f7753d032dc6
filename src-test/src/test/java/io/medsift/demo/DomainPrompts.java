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
      for (String prompt : prompts(card)) {
        rows.add(
            JsonNodeFactory.instance
                .objectNode()
                .put("prompt", prompt)
                .put("label", card.one("label")));
      }
    }
    return rows;
  }

  /** Each topic in as many templates as the card says, in turn, and the prompts written out. */
  private static List<String> prompts(Card card) {
    List<String> templates = card.all("template");
    List<String> topics = List.of(card.one("topic").split(" \\| "));
    int each = Integer.parseInt(card.one("each"));
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < topics.size() * each; i++) {
      String template = templates.get(i % templates.size());
      prompts.add(template.replace("{}", topics.get(i / each)));
    }
    prompts.addAll(card.all("prompt"));
    return prompts;
  }
}
