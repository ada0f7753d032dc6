package io.medsift.decontamination.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the resource of {@link Background}: of all words and runs of four words the number of
 * questions in 100,000 that hold it, where several do. Argument: the file to write.
 */
public final class BackgroundCounts {
  private static final List<String> FILES =
      List.of(
          "eval/medmcqa_dev",
          "eval/medqa_test_4opt",
          "eval/pubmedqa_pqal",
          "eval/mmlu_medical",
          "eval/medagents_mmlu_pro",
          "eval/bioasq_7b_11b",
          "eval/medxpertqa_text_sampled",
          "eval/apollo_xmedbench",
          "train/chatdoctor5k",
          "train/medquad",
          "train/huatuo_llama_zh",
          "train/mmlupro_Mixtral_8x7B_Instruct_v0_1");
  private static final int GRAM = 4;
  private static final int LEAST_FOR_WORDS = 3;
  private static final int LEAST_FOR_GRAMS = 5;
  private static final double PER = 100_000;

  private final Map<String, Language> languages = new TreeMap<>();

  /** What the questions of a language hold. */
  private static final class Language {
    private final Set<String> questions = new HashSet<>();
    private final Map<String, Integer> words = new TreeMap<>();
    private final Map<String, Integer> grams = new TreeMap<>();
  }

  private BackgroundCounts() {}

  /** Counts and writes. */
  public static void main(String[] arguments) throws IOException {
    SharedData shared = SharedData.find().orElseThrow();
    BackgroundCounts counts = new BackgroundCounts();
    for (String file : FILES) {
      shared.rows(file).forEach(counts::add);
    }
    counts.write(Path.of(arguments[0]));
  }

  private void add(JsonNode row) {
    Language language =
        languages.computeIfAbsent(row.path("lang").asText(), name -> new Language());
    String question = row.path(row.has("question") ? "question" : "prompt").asText();
    if (!language.questions.add(question)) {
      return;
    }
    List<String> asked = tokens(question);
    Set<String> grams = new HashSet<>();
    for (int i = 0; i + GRAM <= asked.size(); i++) {
      grams.add(String.join(" ", asked.subList(i, i + GRAM)));
    }
    Set<String> words = new HashSet<>(asked);
    row.path("options").forEach(option -> words.addAll(tokens(option.asText())));
    words.forEach(word -> language.words.merge(word, 1, Integer::sum));
    grams.forEach(gram -> language.grams.merge(gram, 1, Integer::sum));
  }

  private static List<String> tokens(String text) {
    TextTokens tokens = new TextTokens();
    tokens.read(text);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      words.add(new String(tokens.units(), tokens.start(i), tokens.end(i) - tokens.start(i)));
    }
    return words;
  }

  private void write(Path file) throws IOException {
    // A word of several languages is as common as in that which uses it most.
    Map<String, Long> shares = new TreeMap<>();
    for (Language language : languages.values()) {
      put(language.words, LEAST_FOR_WORDS, language, shares);
      put(language.grams, LEAST_FOR_GRAMS, language, shares);
    }
    try (Writer out =
        new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), UTF_8)) {
      for (Map.Entry<String, Long> share : shares.entrySet()) {
        out.write(share.getValue() + "\t" + share.getKey() + "\n");
      }
    }
  }

  private static void put(
      Map<String, Integer> counts, int least, Language language, Map<String, Long> shares) {
    counts.forEach(
        (text, count) -> {
          if (count >= least) {
            long share = Math.round(PER * count / language.questions.size());
            shares.merge(text, share, Math::max);
          }
        });
  }
}
