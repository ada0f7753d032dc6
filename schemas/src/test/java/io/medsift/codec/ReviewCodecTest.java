package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import io.medsift.WireSchemas;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Review;
import io.medsift.verdict.Review.Judgement;
import io.medsift.verdict.Reviews;
import io.medsift.verdict.Stratum;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewCodecTest {
  private static final Position AT = new Position("samples", 2, 311);

  private static Review review(Stratum stratum, String reviewer, Judgement judgement) {
    return new Review(
        Review.VERSION,
        AT,
        "medqa:17",
        stratum,
        new RecipeStamp("recommended", "0123456789abcdef"),
        reviewer,
        judgement,
        judgement == Judgement.DISAGREE ? "the reference is wrong" : null,
        judgement == Judgement.UNSURE ? null : 7L,
        5);
  }

  @Test
  void readsWhatItWroteAsTheSchemaHasIt() throws Exception {
    for (Stratum stratum :
        List.of(
            Stratum.rejected(Reason.WRONG_ANSWER),
            Stratum.accepted("medmcqa"),
            Stratum.accepted(""))) {
      for (Judgement judgement : Judgement.values()) {
        byte[] json = ReviewCodec.write(review(stratum, "Ada L.", judgement));
        assertThat(ReviewCodec.read(json)).isEqualTo(review(stratum, "Ada L.", judgement));
        assertThat(WireSchemas.named("reviews").validate(new String(json, UTF_8), InputFormat.JSON))
            .isEmpty();
      }
    }
    assertThat(new String(ReviewCodec.key(AT, "Ada L."), UTF_8)).isEqualTo("samples/2@311 Ada L.");
  }

  @Test
  void theSchemaKnowsWhatAStratumIs() {
    String json =
        new String(
            ReviewCodec.write(review(Stratum.accepted("mine"), "ada", Judgement.AGREE)), UTF_8);
    for (String wrong :
        List.of(
            json.replace("\"accepted\"", "\"rejected\""),
            json.replace("\"agree\"", "\"yes\""),
            json.replace("\"source\":\"mine\"", "\"reason\":\"WRONG_ANSWER\""))) {
      assertThat(wrong).isNotEqualTo(json);
      assertThat(WireSchemas.named("reviews").validate(wrong, InputFormat.JSON))
          .as(wrong)
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{\"version\":2} | it has version 2, and this release of Medsift reads version 1",
        "{\"sample\":{}} | it has no version, so it is not a review",
        "[1] | it is not a JSON object",
        "{\"version\":1} | it is not a review: position is missing",
        "{\"version\":1,\"stratum\":{\"decision\":\"accepted\",\"reason\":\"WRONG_ANSWER\"}}"
            + " | it is not a review: rejected samples have a reason, and accepted ones none",
      })
  void saysWhatIsNoReview(String json, String problem) {
    assertThatThrownBy(() -> ReviewCodec.read(json.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(problem);
    assertThatThrownBy(() -> ReviewCodec.read(null)).hasMessage("it has no value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " ada", "ada ", "a\nb", "a\u202eb", "\ud83d"})
  void refusesNamesThatAreNone(String name) {
    assertThat(Review.problemOfName(name)).startsWith("the name of a reviewer must not");
    assertThatThrownBy(
            () -> review(Stratum.rejected(Reason.WRONG_ANSWER), name, Judgement.DISAGREE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Review.problemOfName("a".repeat(101))).contains("has at most 100 characters");
    assertThat(Review.problemOfName("Ada Lovelace, 李")).isNull();
  }

  @Test
  void strataHaveNames() {
    for (Reason reason : Reason.values()) {
      Stratum stratum = Stratum.rejected(reason);
      assertThat(Stratum.named(stratum.toString())).contains(stratum);
    }
    assertThat(Stratum.rejected(Reason.WRONG_ANSWER)).hasToString("verify/WRONG_ANSWER");
    for (String source : List.of("", "medmcqa", "a/b", "rejected")) {
      assertThat(Stratum.named("accepted/" + source)).contains(Stratum.accepted(source));
    }
    for (String none : List.of("", "verify", "verify/", "judge/WRONG_ANSWER", "accepted")) {
      assertThat(Stratum.named(none)).as(none).isEmpty();
    }
  }

  @Test
  void theLastOfEachReviewerCountsUntilItIsWithdrawn() {
    Stratum stratum = Stratum.rejected(Reason.WRONG_ANSWER);
    Reviews reviews = new Reviews();
    reviews.add("1 ada", review(stratum, "ada", Judgement.AGREE));
    reviews.add("1 bob", review(stratum, "bob", Judgement.UNSURE));
    reviews.add("1 ada", review(stratum, "ada", Judgement.DISAGREE));
    assertThat(reviews.of(AT))
        .extracting(Review::judgement)
        .containsExactly(Judgement.DISAGREE, Judgement.UNSURE);
    assertThat(reviews.of(AT, "ada")).map(Review::judgement).contains(Judgement.DISAGREE);
    reviews.withdraw("1 ada");
    reviews.withdraw("1 eve");
    assertThat(reviews.of(AT, "ada")).isEmpty();
    assertThat(reviews.samples()).isEqualTo(1);
    reviews.withdraw("1 bob");
    assertThat(reviews.samples()).isZero();
    assertThat(reviews.of(AT)).isEmpty();
  }
}
