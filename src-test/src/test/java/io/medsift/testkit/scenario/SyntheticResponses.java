package io.medsift.testkit.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Responses from a seed, of which a good part are copies, edits, and edits of edits. */
public final class SyntheticResponses {
  private final Random random;
  private final List<List<String>> written = new ArrayList<>();

  public SyntheticResponses(long seed) {
    this.random = new Random(seed);
  }

  public List<String> take(int count) {
    List<String> responses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      responses.add(String.join(" ", next()));
    }
    return responses;
  }

  private List<String> next() {
    int choice = written.isEmpty() ? 99 : random.nextInt(100);
    List<String> words =
        choice < 8 ? new ArrayList<>(earlier()) : choice < 40 ? edit(earlier()) : fresh();
    written.add(words);
    return words;
  }

  private List<String> earlier() {
    int back = 1 + random.nextInt(Math.min(200, written.size()));
    return written.get(written.size() - back);
  }

  private List<String> edit(List<String> original) {
    List<String> words = new ArrayList<>(original);
    int edits = 1 + random.nextInt(Math.max(1, words.size() / 12));
    for (int i = 0; i < edits; i++) {
      words.set(random.nextInt(words.size()), word());
    }
    return words;
  }

  private List<String> fresh() {
    List<String> words = new ArrayList<>();
    int length = 2 + random.nextInt(120);
    for (int i = 0; i < length; i++) {
      words.add(word());
    }
    return words;
  }

  private String word() {
    double skewed = Math.pow(random.nextDouble(), 3);
    return "w" + (int) (skewed * 5_000);
  }

  public static byte[] sample(String id, String response) {
    return sample(id, "question of " + id, response);
  }

  public static byte[] sample(String id, String prompt, String response) {
    ObjectNode sample = JsonNodeFactory.instance.objectNode();
    sample.put("id", id);
    sample.put("source", "synthetic");
    sample.put("track", "public_medical");
    sample.put("prompt", prompt);
    sample.put("response", response);
    return sample.toString().getBytes(UTF_8);
  }
}
