package io.medsift.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvolutionMethodTest {
  @Test
  void choosesEachMethodEquallyOften() {
    SplittableRandom random = new SplittableRandom(7);
    Map<EvolutionMethod, Integer> chosen = new EnumMap<>(EvolutionMethod.class);
    for (int i = 0; i < 6_000; i++) {
      chosen.merge(
          EvolutionMethod.choose(List.of(EvolutionMethod.values()), random), 1, Integer::sum);
    }

    assertThat(chosen).hasSize(6).allSatisfy((method, n) -> assertThat(n).isBetween(850, 1_150));
  }

  @Test
  void knowsMethodsByTheirNames() {
    assertThat(EvolutionMethod.of("add_reasoning")).isEqualTo(EvolutionMethod.ADD_REASONING);
    assertThatThrownBy(() -> EvolutionMethod.of("depth")).hasMessageContaining("'depth'");
  }
}
