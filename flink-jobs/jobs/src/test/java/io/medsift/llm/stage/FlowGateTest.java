package io.medsift.llm.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlowGateTest {
  private static final int MOST = 8;

  private final FlowGate gate = new FlowGate();

  @Test
  void isClosedWhileAnySubtaskIsFull() {
    assertThat(gate.open()).isDone();
    gate.changed(7, 8, MOST);
    CompletableFuture<Void> closed = gate.open();
    assertThat(closed).isNotDone();
    gate.changed(7, 9, MOST);
    gate.changed(8, 3, MOST);
    assertThat(closed).isNotDone();
    assertThat(gate.open()).isSameAs(closed);

    gate.changed(9, 0, MOST);
    assertThat(closed).isDone();
    assertThat(gate.open()).isDone();
    gate.changed(0, 8, MOST);
    assertThat(gate.open()).isNotDone();
  }

  @Test
  void isIdleWhileNoSubtaskHoldsAQuestion() {
    assertThat(gate.isIdle()).isTrue();
    gate.changed(0, 1, MOST);
    gate.changed(0, 2, MOST);
    gate.changed(1, 0, MOST);
    assertThat(gate.isIdle()).isFalse();
    gate.changed(2, 0, MOST);
    assertThat(gate.isIdle()).isTrue();
    assertThat(gate.arrivals()).isEqualTo(3);
  }

  @Test
  void letsEverybodyGoWhenItIsClosedForGood() {
    gate.changed(0, 8, MOST);
    CompletableFuture<Void> closed = gate.open();
    gate.close();
    assertThat(closed).isDone();
  }
}
