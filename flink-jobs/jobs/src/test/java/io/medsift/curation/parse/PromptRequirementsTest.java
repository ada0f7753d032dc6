package io.medsift.curation.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.recipe.GenerationOutput;
import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Prompts whose samples would all be dead letters are refused before anything is paid for. */
class PromptRequirementsTest {
  private final TrackRequirements requirements =
      new TrackRequirements(
          "own",
          Map.of(
              "verified", new Track(Set.of(Gate.VERIFY)),
              "judged", new Track(Set.of(Gate.JUDGE)),
              "free", new Track(Set.of())));

  @Test
  void takesAPromptThatHasNoResponseYet() {
    assertThatCode(() -> check("free", "null", GenerationOutput.SAMPLES))
        .doesNotThrowAnyException();
    assertThatCode(() -> check("verified", letter(), GenerationOutput.SAMPLES))
        .doesNotThrowAnyException();
    assertThatCode(() -> check("judged", "null", GenerationOutput.UNSCORED))
        .doesNotThrowAnyException();
    assertThatCode(() -> check("verified", text(), GenerationOutput.UNSCORED))
        .doesNotThrowAnyException();
  }

  @Test
  void namesWhatIsMissing() {
    assertRefused("other", "null", "track 'other' is not in recipe own");
    assertRefused("verified", "null", "field 'reference' is missing");
    assertRefused("judged", "null", "track 'judged' is judged, so its samples must go to the");
    assertRefused("verified", text(), "set generate.output of the recipe to unscored");
  }

  private void assertRefused(String track, String reference, String words) {
    assertThatThrownBy(() -> check(track, reference, GenerationOutput.SAMPLES))
        .isInstanceOf(MalformedSampleException.class)
        .hasMessageContaining(words);
  }

  private void check(String track, String reference, GenerationOutput output) throws Exception {
    String json =
        "{\"id\":\"a\",\"source\":\"s\",\"track\":\"%s\",\"prompt\":\"p\",\"reference\":%s}";
    requirements.checkPrompt(
        new SampleParser(SampleLimits.DEFAULT)
            .parse(json.formatted(track, reference).getBytes(UTF_8)),
        output);
  }

  private static String letter() {
    return "{\"kind\":\"letter\",\"value\":\"A\"}";
  }

  private static String text() {
    return "{\"kind\":\"long\",\"value\":\"Because.\"}";
  }
}
