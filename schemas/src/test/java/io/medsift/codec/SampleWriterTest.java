package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.sample.Annotations;
import io.medsift.sample.Annotations.EquivalenceAnnotation;
import io.medsift.sample.Annotations.JudgeAnnotation;
import io.medsift.sample.Annotations.LeakAnnotation;
import io.medsift.sample.Annotations.SkippedAnnotation;
import io.medsift.sample.Generation;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SampleWriterTest {
  private static final SampleParser PARSER = new SampleParser(SampleLimits.DEFAULT);

  @Test
  void writesWhatTheParserReads() throws Exception {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("B", "second \"quoted\"");
    options.put("A", "first\nline 你😀");
    Sample full =
        new Sample(
            "medqa:1",
            "medqa",
            "17",
            "synthetic_qa",
            "What?\u2028",
            List.of(new Turn("user", "Hi"), new Turn("assistant", "")),
            "Be brief.",
            options,
            new Reference(ReferenceKind.LETTER, "B"),
            "Okay",
            "B",
            "Anatomy",
            "r1",
            "MIT",
            "usmle",
            new Annotations(
                new JudgeAnnotation(8.5, "gpt", "v1", "It names the muscle.", 90L, 20L, "a1b2"),
                new EquivalenceAnnotation(true, "m", null, "B", null, 3L, "c3d4"),
                new LeakAnnotation(
                    "b1",
                    "v1",
                    0.6,
                    5,
                    List.of(
                        new LeakAnnotation.Item("medqa", "7", "e5f6", 0.71, true),
                        new LeakAnnotation.Item("medqa", "8", "a7b8", 0.7, null)),
                    "m",
                    "leak-1",
                    "Both ask for the muscle.",
                    50L,
                    9L,
                    "e9"),
                new SkippedAnnotation("verify", "WRONG_ANSWER")),
            new Generation("p", 3L, 8L, 77L, 0.6, 0.95, 4096L, "length", true, 100L, 4096L));
    assertThat(PARSER.parse(SampleWriter.write(full))).isEqualTo(full);
    assertThat(PARSER.parse(SampleWriter.write(full)).options().keySet()).containsExactly("B", "A");
    assertThat(new String(SampleWriter.write(full), UTF_8)).doesNotContain("\n");
  }

  @Test
  void leavesOutWhatIsNotThere() throws Exception {
    Sample bare = sample("Why?");
    assertThat(new String(SampleWriter.write(bare), UTF_8))
        .isEqualTo("{\"id\":\"i\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"Why?\"}");
    assertThat(PARSER.parse(SampleWriter.write(bare))).isEqualTo(bare);
  }

  private static Sample sample(String prompt) {
    return new Sample(
        "i",
        "s",
        null,
        "t",
        prompt,
        List.of(),
        null,
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Annotations.EMPTY,
        null);
  }
}
