package io.medsift.sources.catalogue;

import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SourceRow;
import io.medsift.sources.catalogue.Sources.Generators;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** Medical-R1-Distill-Data, English and Chinese. */
final class MedicalR1Distill {
  static final ReadingOption KEYS =
      ReadingOption.ofRow(
          "keys",
          "Whether the names of the columns have their bracketed part",
          "bracketed",
          "plain");

  private static final String BRACKETED_TRACE = "reasoning (reasoning_content)";
  private static final String BRACKETED_RESPONSE = "response (content)";

  private MedicalR1Distill() {}

  static List<Sample> samples(SourceRow row) throws UnmappableRowException {
    row.use(KEYS.name(), row.has(BRACKETED_RESPONSE) ? "bracketed" : "plain");
    String trace = row.first(BRACKETED_TRACE, "reasoning", "reasoning_content");
    String response = row.requiredFirst(BRACKETED_RESPONSE, "response", "content");
    return row.draft()
        .prompt(row.required("question"))
        .tracedCompletion(ThinkSplit.of(trace, response))
        .generator(Generators.R1)
        .samples();
  }
}
