package io.medsift.llm.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlowControlTest {
  private static final int LIMIT = 8;

  private final FlowControl.Gate gate = new FlowControl.Gate();

  @Test
  void isClosedWhileAnySubtaskIsFull() {
    assertThat(gate.open()).isDone();
    gate.changed(7, 8, LIMIT);
    CompletableFuture<Void> closed = gate.open();
    assertThat(closed).isNotDone();
    gate.changed(7, 9, LIMIT);
    gate.changed(8, 3, LIMIT);
    assertThat(closed).isNotDone();
    assertThat(gate.open()).isSameAs(closed);

    gate.changed(9, 0, LIMIT);
    assertThat(closed).isDone();
    assertThat(gate.open()).isDone();
    gate.changed(0, 8, LIMIT);
    assertThat(gate.open()).isNotDone();
  }

  @Test
  void isIdleWhileNoSubtaskHoldsAQuestion() {
    assertThat(gate.isIdle()).isTrue();
    gate.changed(0, 1, LIMIT);
    gate.changed(0, 2, LIMIT);
    gate.changed(1, 0, LIMIT);
    assertThat(gate.isIdle()).isFalse();
    gate.changed(2, 0, LIMIT);
    assertThat(gate.isIdle()).isTrue();
    assertThat(gate.arrivals()).isEqualTo(3);
  }

  @Test
  void letsEverybodyGoWhenItIsClosedForGood() {
    gate.changed(0, 8, LIMIT);
    CompletableFuture<Void> closed = gate.open();
    gate.close();
    assertThat(closed).isDone();
  }
}
