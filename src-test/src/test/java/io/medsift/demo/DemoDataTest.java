package io.medsift.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DemoDataTest {
  private static final Path COMMITTED = Path.of("../deploy/demo");
  private static final SampleParser PARSER = new SampleParser(SampleLimits.DEFAULT);
  private static final List<Line> LINES = DemoData.samples();

  @Test
  void theCommittedFilesAreThoseThatTheGeneratorWrites() throws Exception {
    for (Map.Entry<String, byte[]> file : DemoData.files().entrySet()) {
      assertThat(Files.readAllBytes(COMMITTED.resolve(file.getKey())))
          .as(
              "%s; run the main method of DemoData in the root directory to write it again",
              file.getKey())
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void everyPlantIsThere() {
    Map<String, Integer> plants = new TreeMap<>();
    for (Line line : LINES) {
      String planted = line.planted().startsWith("malformed-") ? "malformed" : line.planted();
      plants.merge(planted, 1, Integer::sum);
    }
    assertThat(plants)
        .containsOnly(
            Map.entry("", 283),
            Map.entry("chain-a", 3),
            Map.entry("chain-b", 3),
            Map.entry("chain-c", 3),
            Map.entry("exact-copy", 11),
            Map.entry("leak-chinese", 7),
            Map.entry("leak-embedded", 3),
            Map.entry("leak-paraphrase-free-upper-case", 3),
            Map.entry("leak-verbatim", 9),
            Map.entry("leak-with-options", 6),
            Map.entry("low-score", 12),
            Map.entry("malformed", 15),
            Map.entry("near-duplicate", 12),
            Map.entry("off-domain", 23),
            Map.entry("shared-stock-phrase", 3),
            Map.entry("truncated", 5),
            Map.entry("unverifiable", 5),
            Map.entry("wrong-answer", 25));
  }

  @Test
  void everyTrackIsThere() throws Exception {
    Recipe recipe = RecipeLoader.named("recommended");
    Set<String> tracks = new HashSet<>();
    for (Line line : LINES) {
      if (line.sample() != null && !line.planted().equals("malformed-unknown-track")) {
        tracks.add(line.sample().path("track").asText());
      }
    }
    assertThat(tracks).isEqualTo(recipe.tracks().keySet());
  }

  @Test
  void lineIsASampleUnlessItIsPlantedAsNone() throws Exception {
    Set<String> ids = new HashSet<>();
    for (Line line : LINES) {
      assertThat(ids.add(line.id())).as(line.id()).isTrue();
      assertThat(line.raw()).doesNotContain('\n');
      if (line.sample() == null) {
        assertThatThrownBy(() -> PARSER.parse(line.raw()))
            .as(line.id())
            .isInstanceOf(MalformedSampleException.class);
      } else {
        assertThat(PARSER.parse(line.raw()).id()).isEqualTo(line.id());
        assertThat(line.sample().toString()).doesNotContainPattern("\\{(lead|clue|other|why)");
      }
    }
  }

  @Test
  void responsesThatAreNotPlantedAreNoNearDuplicates() {
    List<Line> lines = new ArrayList<>();
    List<Set<String>> shingles = new ArrayList<>();
    for (Line line : LINES) {
      if (line.planted().isEmpty() && line.sample().has("response")) {
        lines.add(line);
        shingles.add(Shingles.of(response(line.sample())));
      }
    }
    List<String> near = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < i; j++) {
        double similarity = Shingles.jaccard(shingles.get(i), shingles.get(j));
        if (similarity >= 0.6) {
          near.add(lines.get(j).id() + " " + lines.get(i).id() + " " + similarity);
        }
      }
    }
    assertThat(near).isEmpty();
  }

  @Test
  void greedyDeduplicationDecidesAsPinned() {
    List<Set<String>> kept = new ArrayList<>();
    for (Line line : LINES) {
      String planted = line.planted();
      boolean compared =
          planted.isEmpty()
              || planted.startsWith("chain-")
              || planted.equals("exact-copy")
              || planted.equals("near-duplicate");
      if (compared && line.sample().has("response")) {
        Set<String> shingles = Shingles.of(response(line.sample()));
        double nearest =
            kept.stream().mapToDouble(other -> Shingles.jaccard(other, shingles)).max().orElse(0);
        switch (planted) {
          case "exact-copy" -> assertThat(nearest).as(line.id()).isEqualTo(1);
          case "near-duplicate", "chain-b" ->
              assertThat(nearest).as(line.id()).isBetween(0.72, 0.99);
          default -> assertThat(nearest).as(line.id()).isLessThan(0.68);
        }
        if (nearest < 0.7) {
          kept.add(shingles);
        }
      }
    }
  }

  @Test
  void linksOfAChainAreNearTheirNeighboursOnly() {
    Map<String, Set<String>> chains = new TreeMap<>();
    for (Line line : LINES) {
      if (line.planted().startsWith("chain-")) {
        chains.put(line.id(), Shingles.of(response(line.sample())));
      }
    }
    for (String chain : List.of("chain-00", "chain-04", "chain-08")) {
      Set<String> last = chains.get(chain + "-c");
      assertThat(Shingles.jaccard(chains.get(chain + "-b"), last)).isGreaterThan(0.72);
      assertThat(Shingles.jaccard(chains.get(chain + "-a"), last)).isLessThan(0.68);
    }
  }

  @Test
  void onlyLeaksAndStockPhrasesShareEightWordsWithABenchmark() {
    Set<String> indexed = new HashSet<>();
    for (String set : EvaluationItem.SETS) {
      for (EvaluationItem item : EvaluationItem.of(set)) {
        indexed.addAll(eightWords(item.question()));
      }
    }
    for (Line line : LINES) {
      if (line.sample() != null) {
        Set<String> shared = eightWords(line.sample().path("prompt").asText());
        shared.retainAll(indexed);
        if (line.planted().equals("shared-stock-phrase")) {
          assertThat(shared).as(line.id()).isNotEmpty();
        } else if (!line.planted().startsWith("leak-")) {
          assertThat(shared).as(line.id()).isEmpty();
        }
      }
    }
  }

  @Test
  void domainPromptsAreDistinctAndOfElevenSubjects() {
    Map<String, Integer> labels = new TreeMap<>();
    Set<String> prompts = new HashSet<>();
    for (JsonNode row : DomainPrompts.rows()) {
      labels.merge(row.get("label").asText(), 1, Integer::sum);
      assertThat(prompts.add(row.get("prompt").asText())).as(row.toString()).isTrue();
    }
    assertThat(prompts.size()).isCloseTo(700, within(60));
    assertThat(labels).hasSize(11);
  }

  @Test
  void evaluationItemsHaveAnAnswerAmongTheirOptions() {
    for (String set : EvaluationItem.SETS) {
      List<EvaluationItem> items = EvaluationItem.of(set);
      assertThat(items).hasSize(40);
      for (EvaluationItem item : items) {
        assertThat(item.answerText()).as(item.id()).isNotBlank();
        assertThat(new HashSet<>(item.options())).hasSameSizeAs(item.options());
      }
    }
  }

  private static String response(ObjectNode sample) {
    return sample.get("response").asText();
  }

  private static Set<String> eightWords(String text) {
    List<String> words = List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
    Set<String> runs = new HashSet<>();
    for (int i = 0; i + 8 <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, i + 8)));
    }
    return runs;
  }

  @Test
  void filesAreText() {
    DemoData.files()
        .forEach((name, bytes) -> assertThat(new String(bytes, UTF_8)).as(name).endsWith("\n"));
  }
}
