package io.medsift.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.decontamination.index.BenchmarkIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesAcrossThreadsTest {
  static List<DecontaminationRule.Settings> settings() {
    return List.of(
        AnySharedNgramRule.Settings.DEFAULT,
        FuzzyRule.Settings.DEFAULT,
        CalibratedRule.Settings.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void giveTheSameVerdictsAsOneThread(DecontaminationRule.Settings settings)
      throws InterruptedException, ExecutionException {
    Random random = new Random(8);
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      prompts.add(sentence(random));
    }
    BenchmarkIndex index = Items.index(prompts.subList(0, 200).toArray(String[]::new));
    DecontaminationRule rule = settings.on(index);
    List<Optional<DecontaminationRule.Contamination>> expected =
        prompts.stream().map(rule::check).toList();
    assertThat(expected.stream().filter(Optional::isPresent).count()).isGreaterThanOrEqualTo(200);

    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Optional<DecontaminationRule.Contamination>>>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        results.add(threads.submit(() -> prompts.stream().map(rule::check).toList()));
      }
      for (Future<List<Optional<DecontaminationRule.Contamination>>> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String sentence(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append("word").append(random.nextInt(500)).append(' ');
    }
    return text.toString();
  }
}
