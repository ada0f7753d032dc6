package io.medsift.review.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewTopicTest {
  @Test
  void aTopicThatEndsBeforeWhatWasReadIsAnotherOne() {
    assertThat(ReviewTopic.isAnew(Map.of(), Map.of(0, 3L))).isFalse();
    assertThat(ReviewTopic.isAnew(Map.of(0, 3L), Map.of(0, 3L))).isFalse();
    assertThat(ReviewTopic.isAnew(Map.of(0, 3L), Map.of(0, 2L))).isTrue();
    assertThat(ReviewTopic.isAnew(Map.of(0, 3L), Map.of())).isTrue();
  }
}
