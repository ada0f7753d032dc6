package io.medsift.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.PublishedRow;
import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.sample.PromptHash;
import io.medsift.sample.Sample;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.PromptDecision.Closed;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptRatesTest {
  private static final RecipeStamp RECIPE = new RecipeStamp("r", "0123456789abcdef");
  private static final byte[] JSON =
      "{\"id\":\"a\",\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"x\"}".getBytes(UTF_8);

  private static PublishedRow row(List<Evidence> findings) throws Exception {
    Verdict verdict =
        new Verdict(
            Decision.ACCEPTED,
            null,
            null,
            null,
            findings,
            RECIPE,
            Map.of(),
            new Position("samples", 0, 1),
            0,
            false,
            false);
    return RowCodec.readPublished(RowCodec.accepted(JSON, sample(), verdict));
  }

  private static Sample sample() throws Exception {
    return new SampleParser(SampleLimits.DEFAULT).parse(JSON);
  }

  private static PromptDecision decision(String key, PromptCounts counts, Closed closed)
      throws Exception {
    return new PromptDecision(
        key,
        PromptHash.of(sample()),
        "x",
        "synthetic_qa",
        "s",
        "B",
        null,
        counts,
        counts.passRate(),
        closed,
        0,
        List.of(),
        List.of(),
        0,
        RECIPE,
        1);
  }

  private static Evidence.PassRate rate(PromptRates rates) throws Exception {
    return (Evidence.PassRate) rates.complete(row(List.of())).verdict().findings().get(0);
  }

  @Test
  void aPromptIsCompleteOnceTheLatestDecisionsOnAllItsGroupsAre() throws Exception {
    PromptRates rates = new PromptRates();
    rates.add(decision("a", new PromptCounts(1, 0, 0, 0, 0), Closed.WAITED_OUT));
    rates.add(decision("b", new PromptCounts(1, 1, 0, 0, 0), Closed.WAITED_OUT));
    assertThat(rate(rates).complete()).isFalse();
    rates.add(decision("a", new PromptCounts(2, 0, 0, 0, 0), Closed.COMPLETE));
    assertThat(rate(rates).complete()).isFalse();
    rates.add(decision("b", new PromptCounts(1, 1, 0, 0, 0), Closed.COMPLETE));
    assertThat(rate(rates).complete()).isTrue();
    assertThat(rate(rates).counts()).isEqualTo(new PromptCounts(3, 1, 0, 0, 0));
  }

  @Test
  void aRowWhoseOwnTrackCountedResponsesTakesNoRateOfOthersThoughNoneWasVerified()
      throws Exception {
    PromptRates rates = new PromptRates();
    rates.add(decision("a", new PromptCounts(1, 0, 0, 0, 0), Closed.COMPLETE));
    PublishedRow own =
        row(
            List.of(
                new Evidence.PassRate(
                    "b", new PromptCounts(0, 0, 0, 4, 0), null, 0, 1, true, null)));
    assertThat(rates.complete(own)).isSameAs(own);
  }
}
