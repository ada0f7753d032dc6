package io.medsift.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.evolution.Elimination.Rule;
import io.medsift.evolve.EvolutionFunction.Eliminations;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class EliminationsTest {
  private final MetricListener listener = new MetricListener();

  @Test
  void countsEveryEliminationByItsRule() {
    Eliminations eliminations = new Eliminations(listener.getMetricGroup());
    eliminations.count(Rule.REFUSAL);
    eliminations.count(Rule.NO_CONTENT);
    eliminations.count(Rule.REFUSAL);

    assertThat(counted(Rule.REFUSAL)).contains(2L);
    assertThat(counted(Rule.NO_CONTENT)).contains(1L);
    assertThat(counted(Rule.COPIED_INSTRUCTION)).isEmpty();
  }

  private Optional<Long> counted(Rule rule) {
    return listener.getCounter("rule", rule.wireName(), "eliminated").map(Counter::getCount);
  }
}
