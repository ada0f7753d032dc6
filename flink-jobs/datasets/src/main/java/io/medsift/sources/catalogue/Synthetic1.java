package io.medsift.sources.catalogue;

import io.medsift.sample.Sample;
import io.medsift.sources.SourceRow;
import io.medsift.sources.catalogue.Sources.Generators;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** SYNTHETIC-1, raw and for fine-tuning. Raw responses may lack the opening think tag. */
final class Synthetic1 {
  private Synthetic1() {}

  static List<Sample> raw(SourceRow row) throws UnmappableRowException {
    return row.draft()
        .ownId(row.text("response_id"))
        .sourceRow(row.text("response_id"))
        .prompt(row.required("prompt"))
        .reference(GoldAnswer.words(row.text("gold_standard_solution")))
        .tracedCompletion(row.split(row.required("llm_response")))
        .label(row.text("task_type"))
        .generator(Generators.R1)
        .upstreamSource(row.first("hf_dataset_name", "source"))
        .samples();
  }

  static List<Sample> fineTuning(SourceRow row) throws UnmappableRowException {
    Conversation conversation = Conversation.of("messages", row.value("messages"));
    return row.draft()
        .ownId(row.text("response_id"))
        .sourceRow(row.text("response_id"))
        .conversation(conversation)
        .tracedCompletion(row.split(conversation))
        .label(row.text("task_type"))
        .generator(Generators.R1)
        .upstreamSource(withoutNumber(row.text("problem_id")))
        .samples();
  }

  /** The source in {@code stackexchange_28883}. */
  private static String withoutNumber(String problemId) {
    int end = problemId == null ? -1 : problemId.lastIndexOf('_');
    return end > 0 ? problemId.substring(0, end) : problemId;
  }
}
