package io.medsift.console.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.verdict.Position;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Review;
import io.medsift.verdict.Review.Judgement;
import io.medsift.verdict.Stratum;
import org.junit.jupiter.api.Test;

final class KnownReviewsTest {
  private static final Position AT = new Position("samples", 0, 1);
  private final KnownReviews reviews = new KnownReviews();

  private static Review review(Judgement judgement) {
    return new Review(
        Review.VERSION,
        AT,
        "id",
        Stratum.accepted("a"),
        new RecipeStamp("test", "0123456789abcdef"),
        "ada",
        judgement,
        null,
        1L,
        7);
  }

  private Judgement now() {
    return reviews.of(AT, "ada").map(Review::judgement).orElse(null);
  }

  @Test
  void whatWasJustWrittenIsNotReplacedByWhatStandsBeforeIt() {
    reviews.write("k", review(Judgement.AGREE), () -> {});
    reviews.write("k", review(Judgement.DISAGREE), () -> {});
    reviews.read("k", review(Judgement.UNSURE));
    reviews.read("k", review(Judgement.AGREE));
    assertThat(now()).isEqualTo(Judgement.DISAGREE);
    reviews.read("k", review(Judgement.DISAGREE));
    assertThat(now()).isEqualTo(Judgement.DISAGREE);
    // What comes behind it is of another console, and counts.
    reviews.read("k", review(Judgement.UNSURE));
    assertThat(now()).isEqualTo(Judgement.UNSURE);
    reviews.write("k", null, () -> {});
    assertThat(now()).isNull();
    reviews.read("k", review(Judgement.AGREE));
    assertThat(now()).isNull();
    reviews.read("k", null);
    reviews.read("k", review(Judgement.AGREE));
    assertThat(now()).isEqualTo(Judgement.AGREE);
    assertThat(reviews.only(each -> false).samples()).isZero();
    assertThat(reviews.only(each -> true).samples()).isEqualTo(1);
  }

  @Test
  void whatIsReadBeforeTheBrokersSayThatItIsWrittenIsNotWaitedForAgain() {
    Review own = review(Judgement.AGREE);
    reviews.write("k", own, () -> reviews.read("k", own));
    assertThat(now()).isEqualTo(Judgement.AGREE);
    reviews.read("k", review(Judgement.UNSURE));
    assertThat(now()).isEqualTo(Judgement.UNSURE);
  }

  @Test
  void whatCannotBeWrittenDoesNotCount() {
    assertThatThrownBy(
            () ->
                reviews.write(
                    "k",
                    review(Judgement.AGREE),
                    () -> {
                      throw new IllegalStateException("no brokers");
                    }))
        .hasMessage("no brokers");
    assertThat(now()).isNull();
    reviews.read("k", review(Judgement.UNSURE));
    assertThat(now()).isEqualTo(Judgement.UNSURE);
  }
}
