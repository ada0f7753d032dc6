package io.medsift.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogChecksTest {
  @Test
  void aTransactionIsOfTheJobWhoseWholeNameItHas() {
    assertThat(LogChecks.isOf("medsift", "medsift-3-17")).isTrue();
    assertThat(LogChecks.isOf("medsift", "medsift")).isTrue();
    assertThat(LogChecks.isOf("medsift", "medsift-old-3-17")).isFalse();
    assertThat(LogChecks.isOf("medsift", "medsifted-3-17")).isFalse();
  }
}
