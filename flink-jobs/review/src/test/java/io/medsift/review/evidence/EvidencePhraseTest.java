package io.medsift.review.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvidencePhraseTest {
  private static final Position KEPT = new Position("samples", 0, 3);

  private static final Map<Evidence, String> PHRASES =
      Map.ofEntries(
          Map.entry(
              new LeakEvidence.SharedNgram("medqa", "17", "text", "what is it", 3),
              "shares \"what is it\" with item 17 of medqa"),
          Map.entry(
              new LeakEvidence.FuzzyMatch("medqa", "17", "text", 93.25),
              "ratio 93.3 to item 17 of medqa"),
          Map.entry(
              new LeakEvidence.Alignment("medqa", "17", "text", 0.9, "passage", "history", 2),
              "follows 90 % of item 17 of medqa in turn 2 of the history"),
          Map.entry(
              new LeakEvidence.SemanticMatch(
                  "medqa", "17", "text", 0.93141, 0.9, true, "prompt", null),
              "similarity 0.931 to item 17 of medqa, limit 0.9, a near tie"),
          Map.entry(
              new LeakEvidence.Containment("medqa", "17", "text", 0.9, "what is", 1),
              "holds 90 % of item 17 of medqa"),
          Map.entry(
              new Evidence.Answer("B", "C", "boxed", "B", null), "answers B, the reference is C"),
          Map.entry(
              new Evidence.Answer(null, "C", null, null, "The endpoint cut the response."),
              "no answer is read, the reference is C: The endpoint cut the response"),
          Map.entry(
              new Evidence.Answer(null, "aspirin", "equivalence", null, "Another drug.", "m", "1"),
              "the reference is aspirin, compared by m: Another drug"),
          Map.entry(
              new Evidence.Quality("prompt words", 2, 4, "The prompt has fewer than 4 words."),
              "2 prompt words, limit 4"),
          Map.entry(
              new Evidence.Quality(null, null, null, "The response was cut."),
              "The response was cut"),
          Map.entry(new Evidence.Score(3, 8, "judge", "v1"), "score 3.0, needs 8.0"),
          Map.entry(
              new Evidence.Domain(12, "Law", 0.9, 0.25, List.of("Medical"), null, null),
              "cluster 12 is Law by 90 % of the votes, similarity 0.250"),
          Map.entry(
              new Evidence.Duplicate("first", KEPT, 0.8125, null),
              "repeats first at samples/0@3, similarity 0.813"),
          Map.entry(
              new Evidence.PassRate(
                  "p1", new PromptCounts(3, 4, 1, 0, 2), 0.375, 0.5, 1, true, null),
              "3 of 8 responses to the prompt are correct"),
          Map.entry(
              new Evidence.Selection("score", 1, 7.0, "first", KEPT, 9.0, null),
              "first at samples/0@3 was kept, score: 9, this one 7"),
          Map.entry(
              new Evidence.Quota("source", "mine", 1000, 1000, "a", KEPT, "first", KEPT),
              "1,000 of source mine kept before, limit 1,000; the last is first at samples/0@3"),
          Map.entry(
              new Evidence.Quota("prompt", "0a", 1, 1, "first", KEPT, "first", KEPT),
              "1 of this prompt kept before, limit 1; the last is first at samples/0@3"));

  @Test
  void saysWhatEveryKindOfEvidenceFound() {
    PHRASES.forEach(
        (evidence, phrase) -> assertThat(EvidencePhrase.of(evidence)).isEqualTo(phrase));
    assertThat(PHRASES.keySet())
        .extracting(evidence -> (Object) evidence.getClass())
        .containsAll(records(Evidence.class).toList());
  }

  private static Stream<Object> records(Class<?> kind) {
    return kind.isSealed()
        ? Stream.of(kind.getPermittedSubclasses()).flatMap(EvidencePhraseTest::records)
        : Stream.of(kind);
  }
}
