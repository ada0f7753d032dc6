package io.medsift.integration.curation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.SharedData;
import io.medsift.cli.embedded.Testbed;
import io.medsift.minhash.SignatureScheme;
import io.medsift.minhash.Signer;
import io.medsift.recipe.DeduplicationSettings;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.Recipes;
import io.medsift.testkit.scenario.SyntheticResponses;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Deduplication of real model responses, held against the rule in one thread and all pairs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealResponsesITCase {
  private static final int RESPONSES = Testbed.scaled(2_000);
  private static final int ALL_PAIRS = Testbed.scaled(400);
  private static final List<String> FILES =
      List.of(
          "train/alpacare_outputs",
          "train/chatdoctor5k",
          "train/huatuo_llama_zh",
          "train/medquad",
          "train/mirage_medical_predictions",
          "train/mmlupro_Mixtral_8x7B_Instruct_v0_1",
          "train/star1_r1");

  private final List<String> responses = new ArrayList<>();
  private Map<String, Verdict> verdicts;

  @BeforeAll
  void run() throws Exception {
    Optional<SharedData> found = SharedData.find();
    if (found.isPresent()) {
      run(found.get());
    }
  }

  @BeforeEach
  void skipWithoutData() {
    SharedData.required();
  }

  private void run(SharedData data) throws Exception {
    for (String file : FILES) {
      for (JsonNode row : data.rows(file)) {
        String response = row.path("response").asText();
        if (!response.isBlank()) {
          responses.add(response);
        }
      }
    }
    Collections.shuffle(responses, new Random(20));
    responses.subList(RESPONSES, responses.size()).clear();
    List<LoggedRecord> records = new ArrayList<>();
    for (int i = 0; i < RESPONSES; i++) {
      records.add(
          new LoggedRecord(
              i % 4, 1_000_000L + i, SyntheticResponses.sample("s" + i, responses.get(i))));
    }
    try (CurationScenario scenario = CurationScenario.start()) {
      verdicts = scenario.run(Recipes.deduplicateOnly(), scenario.load(4, records), 2).byId();
    }
  }

  @Test
  void equalsTheSequentialGreedyRule() {
    SequentialDeduplication oracle = new SequentialDeduplication(DeduplicationSettings.DEFAULT);
    int rejected = 0;
    for (int i = 0; i < RESPONSES; i++) {
      int kept = oracle.next(responses.get(i));
      assertThat(keptId(i)).as(responses.get(i)).isEqualTo(kept < 0 ? null : "s" + kept);
      rejected += kept < 0 ? 0 : 1;
    }
    assertThat(rejected).isGreaterThan(RESPONSES / 100);
  }

  @Test
  void leavesNoAcceptedPairThatSharesABand() {
    DeduplicationSettings settings = DeduplicationSettings.DEFAULT;
    Signer signer =
        new Signer(
            new SignatureScheme(
                settings.ngram(), settings.bands(), settings.rows(), settings.seed()));
    List<Integer> accepted = new ArrayList<>();
    for (int i = 0; i < ALL_PAIRS; i++) {
      if (keptId(i) == null) {
        accepted.add(i);
      }
    }
    List<Set<String>> shingles =
        accepted.stream().map(index -> shingles(responses.get(index))).toList();
    int missed = 0;
    for (int i = 0; i < accepted.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (similarity(shingles.get(i), shingles.get(j)) >= settings.jaccard()) {
          missed++;
          Set<Long> bands = bands(signer, responses.get(accepted.get(i)));
          bands.retainAll(bands(signer, responses.get(accepted.get(j))));
          assertThat(bands)
              .as("%s%n%s", responses.get(accepted.get(i)), responses.get(accepted.get(j)))
              .isEmpty();
        }
      }
    }
    System.out.printf(
        "Of %,d accepted responses, %d pairs at 0.7 or above share no band.%n",
        accepted.size(), missed);
  }

  private String keptId(int index) {
    Evidence evidence = verdicts.get("s" + index).evidence();
    return evidence instanceof Evidence.Duplicate duplicate ? duplicate.keptId() : null;
  }

  private static Set<Long> bands(Signer signer, String text) {
    Set<Long> bands = new HashSet<>();
    for (long band : signer.sign(text).bands()) {
      bands.add(band);
    }
    return bands;
  }

  private static double similarity(Set<String> a, Set<String> b) {
    int smaller = Math.min(a.size(), b.size());
    int larger = Math.max(a.size(), b.size());
    if (smaller < 0.7 * larger) {
      return 0;
    }
    long shared = a.stream().filter(b::contains).count();
    return (double) shared / (a.size() + b.size() - shared);
  }

  /** Word 4-grams as text, by other means than the product's. */
  private static Set<String> shingles(String text) {
    String spaced =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("([\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])", " $1 ")
            .replaceAll("[^\\p{L}\\p{Nd}\\p{M}_]+", " ")
            .strip();
    List<String> tokens = spaced.isEmpty() ? List.of() : List.of(spaced.split(" +"));
    Set<String> shingles = new HashSet<>();
    if (!tokens.isEmpty() && tokens.size() < 4) {
      shingles.add(String.join(" ", tokens));
    }
    for (int i = 0; i + 4 <= tokens.size(); i++) {
      shingles.add(String.join(" ", tokens.subList(i, i + 4)));
    }
    return shingles;
  }
}
