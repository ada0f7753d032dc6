package io.medsift.curation.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts whose samples would all be dead letters are refused before anything is paid for. */
class PromptRequirementsTest {
  private static final String LETTER = "{\"kind\":\"letter\",\"value\":\"A\"}";
  private static final String LONG = "{\"kind\":\"long\",\"value\":\"Because.\"}";

  private final TrackRequirements requirements =
      new TrackRequirements(
          "own",
          Map.of(
              "verified", new Track(Set.of(Gate.VERIFY)),
              "judged", new Track(Set.of(Gate.JUDGE)),
              "free", new Track(Set.of())));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {"free | null", "verified | " + LETTER, "verified | " + LONG, "judged | null"})
  void takesAPromptOfEachTrackThatHasNoResponseYet(String track, String reference) {
    assertThatCode(() -> check(track, reference)).doesNotThrowAnyException();
  }

  @Test
  void namesWhatIsMissing() {
    assertRefused("other", "track 'other' is not in recipe own");
    assertRefused("verified", "field 'reference' is missing");
  }

  private void assertRefused(String track, String words) {
    assertThatThrownBy(() -> check(track, "null"))
        .isInstanceOf(MalformedSampleException.class)
        .hasMessageContaining(words);
  }

  private void check(String track, String reference) throws Exception {
    String json =
        "{\"id\":\"a\",\"source\":\"s\",\"track\":\"%s\",\"prompt\":\"p\",\"reference\":%s}";
    requirements.checkPrompt(
        new SampleParser(SampleLimits.DEFAULT)
            .parse(json.formatted(track, reference).getBytes(UTF_8)));
  }
}
