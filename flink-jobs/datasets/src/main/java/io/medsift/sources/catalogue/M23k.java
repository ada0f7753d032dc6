package io.medsift.sources.catalogue;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Reference;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SampleDraft;
import io.medsift.sources.SourceRow;
import io.medsift.sources.catalogue.Sources.Generators;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.Cell.Literal;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.OptionsCell;
import io.medsift.sources.cells.OptionsInText;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;
import java.util.Map;

/** m23k-tokenized. Its options were shuffled: the keys in {@code metadata} are another order. */
final class M23k {
  static final ReadingOption OPTIONS =
      ReadingOption.ofRow(
          "options", "Whether the prompt ends with the options", "in the prompt", "not found");

  private M23k() {}

  static List<Sample> samples(SourceRow row) throws UnmappableRowException {
    String prompt = row.required("prompt");
    String letter = row.required("answer_letter").strip();
    String text = row.text("answer_string");
    checkIndex(row, letter);
    SampleDraft draft =
        row.draft()
            .sourceRow(idInMetadata(row))
            .prompt(prompt)
            .tracedCompletion(
                ThinkSplit.of(row.text("reasoning"), row.required("distilled_answer_string")))
            .generator(Generators.R1)
            .upstreamSource(row.text("source"));
    Map<String, String> options = OptionsInText.parse(prompt).options();
    if (options.isEmpty()) {
      row.use(OPTIONS.name(), "not found");
      return draft.reference(GoldAnswer.words(text)).samples();
    }
    row.use(OPTIONS.name(), "in the prompt");
    Reference reference = GoldAnswer.letter("answer_letter", letter, options);
    GoldAnswer.requireSame("answer_string", text, reference, options);
    return draft.options(options).reference(reference).samples();
  }

  private static void checkIndex(SourceRow row, String letter) throws UnmappableRowException {
    if (row.has("answer_idx")) {
      int index = Cell.integer("answer_idx", row.value("answer_idx"));
      if (index < 0 || !OptionsCell.letter(index).equals(letter)) {
        throw new UnmappableRowException(
            format("column 'answer_idx' is %s, but answer_letter is '%s'", index, letter));
      }
    }
  }

  private static String idInMetadata(SourceRow row) throws UnmappableRowException {
    JsonNode metadata = row.has("metadata") ? Literal.parse(row.text("metadata")) : null;
    row.use("metadata", metadata == null ? "unreadable" : "read");
    return metadata == null ? null : Cell.text("metadata.id", metadata.get("id"));
  }
}
