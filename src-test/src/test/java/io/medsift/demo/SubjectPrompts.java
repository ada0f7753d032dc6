package io.medsift.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.SharedData;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks the prompts that the centroids in {@code deploy/centroids} are trained on, with the label
 * of the set or the subject that each comes from. The same data gives the same file.
 *
 * <p>English only: the encoder reads little else, and where one language has medical prompts alone,
 * its clusters would say the language and not the subject. No set of mixed subjects, and no second
 * copy of a question under another name, except with its options.
 */
public final class SubjectPrompts {
  private static final String SEED = "3";
  private static final int MAX_WORDS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<Set> SETS =
      List.of(
          Set.of("eval/medmcqa_dev", "Medical", 1500),
          Set.of("eval/medqa_test_4opt", "Medical", 700),
          Set.of("eval/pubmedqa_pqal", "Medical", 500),
          Set.of("eval/bioasq_7b_11b", "Medical", 700),
          Set.of("eval/medxpertqa_text_sampled", "Medical", 244),
          Set.of("eval/mmlu_medical", "Medical", 200)
              .by("subject", Map.of("college_biology", "Biology")),
          Set.of("train/mirage_medical_predictions", "Medical", 700),
          Set.of("train/alpacare_outputs", "Medical", 800),
          Set.of("train/chatdoctor5k", "Medical", 1000),
          Set.of("train/medquad", "Medical", 1200),
          Set.of("train/star1_r1", "General or other", 500),
          Set.of("train/codealpaca", "Computer science", 1000),
          Set.of("train/gpteacher", "General or other", 1500),
          Set.of("train/gsm8k_train", "Mathematics", 800),
          Set.of("train/flan_cot", null, 400)
              .by(
                  "subset",
                  Map.of(
                      "aqua_train", "Mathematics",
                      "creak_train", "General or other",
                      "ecqa_train", "General or other",
                      "sensemaking_train", "General or other",
                      "strategyqa_train", "General or other")),
          Set.of("train/mmlupro_Mixtral_8x7B_Instruct_v0_1", null, 450)
              .by(
                  "category",
                  Map.ofEntries(
                      Map.entry("biology", "Biology"),
                      Map.entry("business", "Business"),
                      Map.entry("chemistry", "Chemistry"),
                      Map.entry("computer science", "Computer science"),
                      Map.entry("economics", "Business"),
                      Map.entry("engineering", "Engineering"),
                      Map.entry("health", "Medical"),
                      Map.entry("history", "Humanities"),
                      Map.entry("law", "Law"),
                      Map.entry("math", "Mathematics"),
                      Map.entry("other", "General or other"),
                      Map.entry("philosophy", "Humanities"),
                      Map.entry("physics", "Physics"),
                      Map.entry("psychology", "Humanities"))));

  /**
   * A set of prompts.
   *
   * @param label of subjects that {@code labels} does not name; null to leave them out
   * @param most prompts of each subject
   * @param field that names the subject, null if the set is one
   */
  private record Set(
      String file, String label, int most, String field, Map<String, String> labels) {
    static Set of(String file, String label, int most) {
      return new Set(file, label, most, null, Map.of());
    }

    Set by(String subject, Map<String, String> ofSubjects) {
      return new Set(file, label, most, subject, ofSubjects);
    }

    String name() {
      return file.replaceFirst(".*/", "").replaceFirst("_Mixtral.*", "");
    }
  }

  private SubjectPrompts() {}

  /** Writes the prompts of the data folder into the file named, one JSON object a line. */
  public static void main(String[] arguments) throws IOException {
    List<String> lines = new ArrayList<>();
    Map<String, ObjectNode> distinct = new LinkedHashMap<>();
    for (Set set : SETS) {
      for (ObjectNode row : picked(set, SharedData.required().rows(set.file()))) {
        distinct.putIfAbsent(row.get("prompt").textValue(), row);
      }
    }
    distinct.values().forEach(row -> lines.add(row.toString()));
    Files.write(Path.of(arguments[0]), lines, UTF_8);
    System.out.printf("%,d prompts of %d sets in %s%n", lines.size(), SETS.size(), arguments[0]);
  }

  /** The first of each subject in an order that has nothing to do with the file's. */
  private static List<ObjectNode> picked(Set set, List<JsonNode> rows) {
    Map<String, Map<String, ObjectNode>> bySubject = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      String subject = set.field() == null ? "" : row.path(set.field()).asText();
      String label = set.labels().getOrDefault(subject, set.label());
      String prompt = cut(row.path(row.has("prompt") ? "prompt" : "question").asText());
      if (label != null && !prompt.isBlank()) {
        bySubject
            .computeIfAbsent(subject, s -> new LinkedHashMap<>())
            .putIfAbsent(
                prompt,
                JSON.createObjectNode()
                    .put("prompt", prompt)
                    .put("label", label)
                    .put("set", set.name())
                    .put("subject", subject));
      }
    }
    List<ObjectNode> picked = new ArrayList<>();
    for (Map<String, ObjectNode> prompts : bySubject.values()) {
      prompts.entrySet().stream()
          .sorted(Comparator.comparing(entry -> rank(entry.getKey())))
          .limit(set.most())
          .forEach(entry -> picked.add(entry.getValue()));
    }
    return picked;
  }

  private static String rank(String prompt) {
    return Sha256.of((SEED + prompt).getBytes(UTF_8));
  }

  /** The first words: they say the subject, and long cases would take most of the time. */
  private static String cut(String prompt) {
    String[] words = prompt.strip().split("(?<=\\s)(?=\\S)", MAX_WORDS + 1);
    return words.length <= MAX_WORDS
        ? prompt.strip()
        : String.join("", List.of(words).subList(0, MAX_WORDS)).strip();
  }
}
