package io.medsift.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.prompts.ResponseChoice.Choice;
import io.medsift.recipe.SelectSettings.Order;
import io.medsift.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseChoiceTest {
  private static final String COMMON = "the heart pumps blood through the lungs and the body ";

  @Test
  void firstIsByRank() {
    assertThat(order(Order.FIRST, sample("bbb"), sample("a")))
        .containsExactly(new Choice(0, null), new Choice(1, null));
  }

  @Test
  void lengthsCountCharactersAndTiesGoByRank() {
    Sample[] samples = {sample("four"), sample("字字"), sample("too."), sample("long one")};
    assertThat(order(Order.SHORTEST, samples))
        .containsExactly(
            new Choice(1, 2.0), new Choice(0, 4.0), new Choice(2, 4.0), new Choice(3, 8.0));
    assertThat(order(Order.LONGEST, samples))
        .containsExactly(
            new Choice(3, 8.0), new Choice(0, 4.0), new Choice(2, 4.0), new Choice(1, 2.0));
  }

  @Test
  void theHighestScoreIsFirstAndNoScoreLast() {
    assertThat(order(Order.JUDGE, sample("a"), scored(7), scored(9), scored(9)))
        .containsExactly(
            new Choice(2, 9.0), new Choice(3, 9.0), new Choice(1, 7.0), new Choice(0, null));
  }

  @Test
  void theLeastSimilarIsTheOneInOtherWords() {
    List<Choice> order =
        order(
            Order.LEAST_SIMILAR,
            sample(COMMON + "and back again"),
            sample(COMMON + "and once more"),
            sample("an entirely different way to put the same thing to you"));
    assertThat(order).extracting(Choice::index).containsExactly(2, 0, 1);
    assertThat(order.get(0).measure()).isZero();
    assertThat(order.get(1).measure()).isBetween(0.1, 0.5);
    assertThat(order(Order.LEAST_SIMILAR, sample("alone"))).containsExactly(new Choice(0, 0.0));
  }

  private static List<Choice> order(Order by, Sample... samples) {
    return new ResponseChoice(by).order(List.of(samples));
  }

  private static Sample scored(int score) {
    return parse("\"response\":\"r\",\"annotations\":{\"judge\":{\"score\":%d}}".formatted(score));
  }

  private static Sample sample(String response) {
    return parse("\"response\":\"" + response + "\"");
  }

  private static Sample parse(String fields) {
    String json = "{\"id\":\"a\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"p\"," + fields + "}";
    try {
      return new SampleParser(SampleLimits.DEFAULT).parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
