package io.medsift.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResponseRequestsTest {

  @Test
  void isTheSameEveryTime() {
    assertThat(ResponseRequests.seed("q1", "Why?", 3))
        .isEqualTo(ResponseRequests.seed("q1", "Why?", 3));
    // Written down: seeds are part of the keys under which answers are kept.
    assertThat(ResponseRequests.seed("q1", "Why?", 0)).isEqualTo(535_946_335L);
  }

  @Test
  void differsByIdTextAndIndex() {
    Set<Long> seeds = new HashSet<>();
    for (int index = 0; index < 10; index++) {
      seeds.add(ResponseRequests.seed("q1", "Why?", index));
    }
    seeds.add(ResponseRequests.seed("q2", "Why?", 0));
    seeds.add(ResponseRequests.seed("q1", "Why not?", 0));

    assertThat(seeds).hasSize(12).allSatisfy(seed -> assertThat(seed).isBetween(0L, 0x7fffffffL));
  }

  @Test
  void isDistinctAcrossTheEndOfTheRange() {
    for (int prompt = 0; prompt < 1_000; prompt++) {
      Set<Long> seeds = new HashSet<>();
      for (int index = 0; index < 10; index++) {
        seeds.add(ResponseRequests.seed("q" + prompt, "Why?", index));
      }
      assertThat(seeds).hasSize(10);
    }
  }
}
