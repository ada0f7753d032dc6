package io.medsift.sources.catalogue;

import io.medsift.sample.Sample;
import io.medsift.sources.SourceRow;
import io.medsift.sources.catalogue.Sources.Generators;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** The distilled datasets of a-m-team. */
final class AmDistilled {
  private AmDistilled() {}

  /** AM-DeepSeek-R1-Distilled-1.4M; the tag of who distilled a row is counted. */
  static List<Sample> deepSeekR1(SourceRow row) throws UnmappableRowException {
    InfoTurns turns = InfoTurns.of("messages", row);
    row.use("distilled by", String.valueOf(Cell.text("info.source", turns.answer().get("source"))));
    return row.draft()
        .conversation(turns.conversation())
        .reference(
            GoldAnswer.words(
                Cell.text("info.reference_answer", turns.question().get("reference_answer"))))
        .tracedCompletion(turns.completion(row))
        .generator(Generators.R1)
        .upstreamSource(Cell.text("info.source", turns.question().get("source")))
        .samples();
  }

  /** The instruction-following part of AM-Qwen3-Distilled. */
  static List<Sample> qwen3(SourceRow row) throws UnmappableRowException {
    InfoTurns turns = InfoTurns.of("conversations", row);
    return row.draft()
        .conversation(turns.conversation())
        .system(row.text("system") == null ? turns.conversation().system() : row.required("system"))
        .reference(GoldAnswer.words(turns.either("ground_truth", row)))
        .completion(turns.completion(row))
        .label(turns.either("category", row))
        .generator(turns.either("model_name", row))
        .upstreamSource(turns.either("source", row))
        .samples();
  }
}
