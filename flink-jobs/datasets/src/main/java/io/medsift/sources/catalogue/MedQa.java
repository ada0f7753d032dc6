package io.medsift.sources.catalogue;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.OptionsCell;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;
import java.util.Map;

/** MedQA in the five layouts in which it is published. */
final class MedQa {
  private static final String KEY_VALUE = "key-value list (bigbio source)";
  private static final String LETTERS = "letters (GBaker, raw)";
  private static final String CHOICES = "choices (bigbio_qa)";
  private static final String ENDINGS = "endings (GBaker -hf)";

  static final ReadingOption LAYOUT =
      ReadingOption.ofRow(
          "layout", "Layout of options and answer", KEY_VALUE, LETTERS, CHOICES, ENDINGS);

  private MedQa() {}

  static List<Sample> samples(SourceRow row) throws UnmappableRowException {
    if (row.has("ending0")) {
      return endings(row);
    }
    return row.has("choices") ? choices(row) : options(row);
  }

  private static List<Sample> options(SourceRow row) throws UnmappableRowException {
    Map<String, String> options = row.options("options");
    Reference letter = GoldAnswer.letter("answer_idx", row.required("answer_idx"), options);
    GoldAnswer.requireSame("answer", row.text("answer"), letter, options);
    row.use(LAYOUT.name(), row.value("options").isArray() ? KEY_VALUE : LETTERS);
    return question(row, row.required("question"), options, letter);
  }

  private static List<Sample> choices(SourceRow row) throws UnmappableRowException {
    Map<String, String> options = row.options("choices");
    JsonNode answers = row.value("answer");
    JsonNode answer = answers.isArray() && answers.size() == 1 ? answers.get(0) : answers;
    String text = Cell.required("answer", answer);
    String letter = GoldAnswer.letterOf(text, options);
    letter = letter == null ? GoldAnswer.letterOfLabelled(text, options) : letter;
    if (letter == null) {
      throw Cell.wrong("answer", answers, "must be one of " + options.values());
    }
    row.use(LAYOUT.name(), CHOICES);
    return question(
        row, row.required("question"), options, new Reference(ReferenceKind.LETTER, letter));
  }

  private static List<Sample> endings(SourceRow row) throws UnmappableRowException {
    Map<String, String> options =
        row.optionColumns("ending0", "ending1", "ending2", "ending3", "ending4");
    int label = Cell.integer("label", row.value("label"));
    String second = row.text("sent2");
    String stem = row.required("sent1").strip();
    row.use(LAYOUT.name(), ENDINGS);
    return question(
        row,
        second == null ? stem : format("%s %s", stem, second.strip()),
        options,
        GoldAnswer.numbered("label", label, options));
  }

  private static List<Sample> question(
      SourceRow row, String stem, Map<String, String> options, Reference letter)
      throws UnmappableRowException {
    row.use("options", options.size() + " options");
    return row.draft()
        .prompt(OptionsCell.asked(stem.strip(), options))
        .options(options)
        .reference(letter)
        .label(row.text("meta_info"))
        .samples();
  }
}
