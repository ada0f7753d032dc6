package io.medsift.decontamination.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
  private static final String QUESTION = "Xq zv. Xq zv.";

  @TempDir private Path directory;

  /** No word of it has another for it, and its sentences have one order. */
  @Test
  void aTextThatAChangeLeavesAsPublishedDoesNotCount() throws Exception {
    new BenchmarkIndex.Builder()
        .add("set", List.of(new EvaluationItem("set", "0", QUESTION, List.of(), Optional.empty())))
        .build(directory);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    Probe probe =
        Probe.of(BenchmarkIndex.load(directory), text -> !seen.add(text), 1, 7, texts -> {}).get(0);
    Map<Disturbance, Probe.Share> found = probe.found();
    assertThat(found.get(Disturbance.REPLACED_WORDS).planted()).isZero();
    assertThat(found.get(Disturbance.SHUFFLED_SENTENCES).planted()).isZero();
    assertThat(found.get(Disturbance.CHAT).planted()).isEqualTo(1);
  }
}
