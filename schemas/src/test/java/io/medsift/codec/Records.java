package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.sample.Sample;

/** Records of {@code samples} to begin from. */
final class Records {
  static final SampleParser PARSER = new SampleParser(SampleLimits.DEFAULT);

  /** Every field that the schema names, and some that it does not. */
  static final String FULL =
      """
      {"id": "m-1", "source": "ward/notes", "source_row": 17, "track": "synthetic_qa",
       "prompt": "Which electrolyte falls first? 钠 𝒳", "system": null,
       "history": [{"role": "user", "content": "Hello", "mood": 1.50}],
       "options": {"A": "Sodium", "B": "Potassium"},
       "reference": {"kind": "letter", "value": "B"}, "reasoning": "Insulin moves it.\\nSo B.",
       "response": "The answer is \\\\boxed{B}", "label": "Medicine", "generator": "model-x",
       "license": "CC0", "upstream_source": "none",
       "annotations": {"judge": {"score": 9.5, "model": "j", "prompt_version": "1"},
                       "equivalence": {"equivalent": true, "model": null}, "note": [true]},
       "z_extra": {"big": 123456789012345678901234567890, "small": 1e400, "as": [1, 1.0, -0, 1E2]},
       "a_extra": ["\\u00e9\\/", "\\ud83d\\ude00", null, {"": {}}]}""";

  private Records() {}

  /** A record of the four required fields and {@code field}. */
  static String with(String field) {
    return "{\"id\":\"1\",\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"p\"," + field + "}";
  }

  static Sample parse(String record) throws MalformedSampleException {
    return PARSER.parse(record.getBytes(UTF_8));
  }
}
