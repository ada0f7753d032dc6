package io.medsift.curation.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.medsift.curation.state.Rank;
import io.medsift.recipe.BalanceSettings;
import io.medsift.recipe.BalanceSettings.Quota;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which samples stay, against counting by hand. */
class QuotasTest {
  private final Map<String, QuotaCount> counts = new HashMap<>();

  private Quotas quotas(BalanceSettings settings) {
    return quotas(settings, null);
  }

  private Quotas quotas(BalanceSettings settings, String centroids) {
    return new Quotas(
        settings,
        centroids,
        EnumSet.allOf(Quota.class),
        new Quotas.Counts() {
          @Override
          public QuotaCount get(String key) {
            return counts.get(key);
          }

          @Override
          public void put(String key, QuotaCount count) {
            counts.put(key, count);
          }
        });
  }

  private static BalanceSettings limits(Integer prompt, Integer source, Integer cluster) {
    return new BalanceSettings(
        prompt, source, cluster, null, Map.of("own", 1), Map.of("7", 2), Map.of("Law", 5));
  }

  private static QuotaRequest sample(int at, String prompt, String source, String cluster) {
    return new QuotaRequest(
        new Rank(at, 0, at), at, false, false, "s" + at, "t", prompt, source, cluster, "Medical");
  }

  private static List<QuotaRequest> samples(int from, int to) {
    Random random = new Random(from);
    List<QuotaRequest> samples = new ArrayList<>();
    for (int at = from; at < to; at++) {
      String source = random.nextInt(4) == 0 ? "own" : "s" + random.nextInt(3);
      String cluster = random.nextInt(9) == 0 ? null : Integer.toString(random.nextInt(9));
      samples.add(sample(at, "p" + random.nextInt(40), source, cluster));
    }
    return samples;
  }

  @Test
  void aSampleStaysIfEveryLimitLeavesRoomAndOnlyThenCounts() throws Exception {
    BalanceSettings settings = limits(2, 30, 9);
    Quotas quotas = quotas(settings);
    Map<String, List<QuotaRequest>> kept = new HashMap<>();
    int rejected = 0;
    for (QuotaRequest sample : samples(0, 600)) {
      Quota full = null;
      for (Quota quota : List.of(Quota.PROMPT, Quota.SOURCE, Quota.CLUSTER)) {
        String value = sample.value(quota);
        if (full == null
            && value != null
            && held(kept, quota, value).size() == settings.limit(quota, value)) {
          full = quota;
        }
      }
      QuotaDecision decision = quotas.next(sample);
      assertThat(decision.sample()).isEqualTo(sample.rank().position());
      assertThat(decision.by()).isEqualTo(full == null ? null : full.wireName());
      if (full == null) {
        for (Quota quota : List.of(Quota.PROMPT, Quota.SOURCE, Quota.CLUSTER)) {
          held(kept, quota, sample.value(quota)).add(sample);
        }
      } else {
        rejected++;
        List<QuotaRequest> holders = held(kept, full, sample.value(full));
        assertThat(decision.limit()).isEqualTo(settings.limit(full, sample.value(full)));
        assertThat(decision.kept()).isEqualTo(holders.size());
        assertThat(decision.first().id()).isEqualTo(holders.get(0).id());
        assertThat(decision.last().id()).isEqualTo(holders.get(holders.size() - 1).id());
      }
    }
    assertThat(rejected).isBetween(500, 570);
  }

  private static List<QuotaRequest> held(
      Map<String, List<QuotaRequest>> kept, Quota quota, String value) {
    return kept.computeIfAbsent(quota + " " + value, none -> new ArrayList<>());
  }

  @Test
  void countsEachTrackForItself() throws Exception {
    Quotas quotas = quotas(limits(null, 1, null));
    QuotaRequest one = sample(1, null, "s", null);
    QuotaRequest other =
        new QuotaRequest(
            new Rank(2, 0, 2), 2, false, false, "s2", "rl", null, "s", null, "Medical");
    assertThat(quotas.next(one).keeps()).isTrue();
    assertThat(quotas.next(other).keeps()).isTrue();
    assertThat(quotas.next(sample(3, null, "s", null)).keeps()).isFalse();
  }

  @Test
  void saysTheSameAgainAndCountsNothingTwiceWhateverTheLimitsBecome() throws Exception {
    Map<QuotaRequest, QuotaDecision> said = new LinkedHashMap<>();
    List<BalanceSettings> limits =
        List.of(
            limits(2, 30, 9),
            limits(3, 60, 9),
            limits(1, 40, 4),
            limits(4, 500, 40),
            limits(4, 500, 41));
    for (int run = 0; run < limits.size(); run++) {
      Quotas quotas = quotas(limits.get(run));
      for (QuotaRequest sample : samples(200 * run, 200 * run + 200)) {
        said.put(sample, quotas.next(sample));
      }
      Map<String, QuotaCount> before = new HashMap<>(counts);
      for (Map.Entry<QuotaRequest, QuotaDecision> each : said.entrySet()) {
        assertThat(quotas.again(each.getKey()).orElseThrow().keeps())
            .as("%s in run %d", each.getKey(), run)
            .isEqualTo(each.getValue().keeps());
      }
      assertThat(counts).isEqualTo(before);
    }
    assertThat(said.values()).filteredOn(QuotaDecision::keeps).hasSizeBetween(150, 700);
  }

  @Test
  void theEvidenceIsTheSameAgain() throws Exception {
    Quotas quotas = quotas(limits(2, 30, 9));
    Map<QuotaRequest, QuotaDecision> said = new LinkedHashMap<>();
    for (QuotaRequest sample : samples(0, 600)) {
      said.put(sample, quotas.next(sample));
    }
    for (Map.Entry<QuotaRequest, QuotaDecision> each : said.entrySet()) {
      assertThat(quotas.again(each.getKey())).contains(each.getValue());
    }
  }

  @Test
  void clustersOfOtherCentroidsAreCountedForThemselves() throws Exception {
    BalanceSettings one = limits(null, null, 1);
    assertThat(quotas(one, "a").next(sample(1, null, null, "3")).keeps()).isTrue();
    assertThat(quotas(one, "a").next(sample(2, null, null, "3")).keeps()).isFalse();
    assertThat(quotas(one, "b").next(sample(3, null, null, "3")).keeps()).isTrue();
  }

  @Test
  void aSampleBehindOthersNeitherPassesALimitNorMovesWhenCountsWereFull() throws Exception {
    BalanceSettings two = limits(null, 2, null);
    Quotas quotas = quotas(two);
    List<QuotaRequest> samples = new ArrayList<>();
    for (int at = 10; at < 60; at += 10) {
      samples.add(sample(at, null, "s", null));
    }
    Map<QuotaRequest, QuotaDecision> said = new LinkedHashMap<>();
    for (QuotaRequest each : samples) {
      said.put(each, quotas.next(each));
    }
    assertThat(quotas.behind(sample(35, null, "s", null)).keeps()).isFalse();
    Quotas higher = quotas(limits(null, 3, null));
    assertThat(higher.behind(sample(35, null, "s", null)).keeps()).isTrue();
    assertThat(higher.behind(sample(36, null, "s", null)).keeps()).isFalse();
    assertThat(higher.next(sample(70, null, "s", null)).last().id()).isEqualTo("s35");
    said.forEach(
        (each, decision) ->
            assertThatCode(() -> assertThat(higher.again(each)).contains(decision))
                .as("%s", each)
                .doesNotThrowAnyException());
  }
}
