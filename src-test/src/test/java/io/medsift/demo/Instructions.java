package io.medsift.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The track {@code general_instruct}: patients' and textbook questions with a judge's score. */
final class Instructions {
  private static final int LOW_SCORE_EVERY = 3;

  private Instructions() {}

  static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    List<Card> topics = Card.read("lay.txt");
    for (int i = 0; i < topics.size(); i++) {
      Card topic = topics.get(i);
      lines.add(Line.of(good(topic, 1, full(topic), 8 + i % 3 * 0.5 + i % 2)));
      lines.add(Line.of(good(topic, 2, list(topic), 8 + i % 4 * 0.5)));
      if (i % LOW_SCORE_EVERY == 0) {
        ObjectNode poor = sample(topic, 3, poor(topic, i), 3 + i % 10 * 0.5);
        poor.put("demo_planted", "low-score");
        lines.add(Line.of(Line.expectRejected(poor, "judge", "LOW_SCORE")));
      }
    }
    return lines;
  }

  private static ObjectNode good(Card topic, int version, String response, double score) {
    return Line.expectAccepted(sample(topic, version, response, score));
  }

  private static ObjectNode sample(Card topic, int version, String response, double score) {
    String id = "%s-%d".formatted(topic.one("id"), version);
    ObjectNode sample =
        Line.sample(id, topic.one("source"), "general_instruct", topic.one("prompt"));
    sample.put("response", response);
    sample
        .putObject("reference")
        .put("kind", "long")
        .put("value", String.join(isChinese(topic) ? "" : " ", topic.all("say")));
    sample
        .putObject("annotations")
        .putObject("judge")
        .put("score", score)
        .put("model", "medsift-demo-judge")
        .put("prompt_version", "1");
    return sample;
  }

  private static String full(Card topic) {
    List<String> say = topic.all("say");
    return isChinese(topic)
        ? say.get(0) + say.get(1) + "\n\n" + say.get(3) + say.get(4)
        : say.get(0) + " " + say.get(1) + "\n\n" + say.get(3) + " " + say.get(4);
  }

  private static String list(Card topic) {
    List<String> say = topic.all("say");
    return isChinese(topic)
        ? "要点如下：\n- " + say.get(2) + "\n- " + say.get(3) + "\n- " + say.get(1)
        : "The main points:\n- " + say.get(2) + "\n- " + say.get(3) + "\n- " + say.get(1);
  }

  private static String poor(Card topic, int number) {
    if (isChinese(topic)) {
      return "这个不好说，每个人情况不同。" + topic.all("say").get(4) + "总之多喝水，多休息。";
    }
    String remark = topic.all("say").get(number % 2 == 0 ? 0 : 3);
    return switch (number % 4) {
      case 0 -> "It could be many things and it is hard to say more. " + remark;
      case 1 -> "I am only a program, so please ask somebody else. " + remark + " Good luck!";
      case 2 -> remark + " Otherwise it does not matter much, just wait and see.";
      default -> "Yes. " + remark + " There is nothing else to know about this topic.";
    };
  }

  private static boolean isChinese(Card topic) {
    return topic.one("id").startsWith("zh-");
  }
}
