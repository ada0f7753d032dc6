package io.medsift.fuzz;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.sample.Sample;

/** Any bytes are a sample, or are refused with a sentence. */
public final class SampleFuzz {
  private static final SampleParser PARSER = new SampleParser(SampleLimits.DEFAULT);
  private static final int LONGEST_SENTENCE = 1_000;

  private SampleFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] record) {
    try {
      Sample sample = PARSER.parse(record);
      if (sample.id().isBlank() || sample.prompt().isBlank()) {
        throw new IllegalStateException("accepted without id or prompt: " + sample);
      }
    } catch (MalformedSampleException refused) {
      String sentence = refused.getMessage();
      if (sentence.isBlank() || sentence.length() > LONGEST_SENTENCE) {
        throw new IllegalStateException("not a sentence: " + sentence, refused);
      }
    }
  }
}
