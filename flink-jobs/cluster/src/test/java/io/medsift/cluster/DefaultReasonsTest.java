package io.medsift.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.curation.CurationJob;
import org.junit.jupiter.api.Test;

class DefaultReasonsTest {
  @Test
  void everySettingOfTheJobHasOneAndNoOther() {
    assertThat(DefaultReasons.all().keySet())
        .containsExactlyInAnyOrderElementsOf(CurationJob.flinkDefaults().keySet());
  }

  @Test
  void aSettingWithoutOneIsNamed() {
    assertThatThrownBy(() -> DefaultReasons.of("pipeline.name"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("pipeline.name");
  }
}
