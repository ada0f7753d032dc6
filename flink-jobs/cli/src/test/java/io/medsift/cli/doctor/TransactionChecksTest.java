package io.medsift.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionChecksTest {
  @Test
  void aTransactionIsOfTheJobWhoseWholeNameItHas() {
    assertThat(TransactionChecks.isOf("medsift", "medsift-3-17")).isTrue();
    assertThat(TransactionChecks.isOf("medsift", "medsift")).isTrue();
    assertThat(TransactionChecks.isOf("medsift", "medsift-old-3-17")).isFalse();
    assertThat(TransactionChecks.isOf("medsift", "medsifted-3-17")).isFalse();
  }
}
