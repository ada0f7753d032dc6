package io.medsift.sources.catalogue;

import io.medsift.sample.Sample;
import io.medsift.sources.SampleDraft;
import io.medsift.sources.SourceRow;
import io.medsift.sources.catalogue.Sources.Generators;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** R1-Distill-SFT: v0 asks in {@code problem}, v1 in {@code reannotated_messages}. */
final class R1DistillSft {
  private R1DistillSft() {}

  static List<Sample> v0(SourceRow row) throws UnmappableRowException {
    return filled(row, row.draft().prompt(row.required("problem")))
        .reference(GoldAnswer.freeText(row.text("solution")))
        .upstreamSource(row.text("source"))
        .samples();
  }

  static List<Sample> v1(SourceRow row) throws UnmappableRowException {
    Conversation asked = Conversation.of("reannotated_messages", row.value("reannotated_messages"));
    String original =
        row.has("messages") ? Conversation.of("messages", row.value("messages")).response() : null;
    return filled(row, row.draft().conversation(asked))
        .reference(original == null || original.isBlank() ? null : GoldAnswer.freeText(original))
        .upstreamSource(row.first("source", "source_dataset"))
        .samples();
  }

  private static SampleDraft filled(SourceRow row, SampleDraft draft)
      throws UnmappableRowException {
    return draft
        .ownId(row.text("id"))
        .sourceRow(row.text("id"))
        .tracedCompletion(row.split(row.required("reannotated_assistant_content")))
        .generator(Generators.R1_DISTILL_QWEN_32B);
  }
}
