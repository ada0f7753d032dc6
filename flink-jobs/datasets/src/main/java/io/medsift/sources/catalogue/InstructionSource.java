package io.medsift.sources.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** Questions of patients and evolved questions, each with free text as its reference. */
final class InstructionSource {
  static final ReadingOption FORM =
      ReadingOption.ofRow(
          "form", "How a row is written", "prompt and lineage", "question and reference");

  private InstructionSource() {}

  /** ChatDoctor: its {@code instruction} is the same in each row and asks nothing. */
  static List<Sample> chatDoctor(SourceRow row) throws UnmappableRowException {
    return row.draft()
        .prompt(row.required("input"))
        .reference(GoldAnswer.freeText(row.required("output")))
        .samples();
  }

  /** Questions of ours that evolved, with or without the lineage that the generation job writes. */
  static List<Sample> evolved(SourceRow row) throws UnmappableRowException {
    row.use(FORM.name(), row.has("lineage") ? "prompt and lineage" : "question and reference");
    JsonNode lineage = row.value("lineage");
    String reference = row.has("reference") ? "reference" : "reference_answer";
    String label = row.text("label");
    String upstream = row.text("upstream_source");
    return row.draft()
        .ownId(row.text("id"))
        .sourceRow(row.text("id"))
        .prompt(row.requiredFirst("prompt", "question"))
        .reference(GoldAnswer.of(reference, row.value(reference)))
        .label(label == null ? Cell.text("lineage.method", lineage.get("method")) : label)
        .license(row.text("license"))
        .upstreamSource(upstream == null ? row.text("source") : upstream)
        .samples();
  }
}
