package io.medsift.export.files;

import static io.medsift.export.files.ExportColumn.int64;
import static io.medsift.export.files.ExportColumn.text;

import io.medsift.codec.PublishedColumns;
import io.medsift.codec.PublishedRow;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The eight columns of II-Medical-RL: those of MedReason, the bare question, the letter. */
final class PublishedRlColumns {
  static final List<ExportColumn> ALL =
      List.of(
          text(
              "dataset_name",
              "Dataset that the question comes from.",
              row -> dataset(row.sample())),
          int64(
              "id_in_dataset",
              "Row of that dataset; null where it is not a number.",
              row -> idInDataset(row.sample())),
          text("question", "The question without its options.", row -> stem(row)),
          text(
              "answer",
              "The answer as its source words it, or the text of the right option.",
              row -> answer(row.sample())),
          text(
              "reasoning",
              "The rationale that came with the question; null where none did.",
              row -> row.sample().reasoning()),
          text(
              "options",
              "The options, a line each, after a line 'Answer Choices:'; empty where there are"
                  + " none.",
              row -> options(row.sample())),
          text(
              "problem",
              "The question without instructions on the form of the answer.",
              row -> PublishedColumns.withoutBoilerplate(stem(row))),
          text("label", "Letter of the right option.", row -> letter(row.sample())));

  private static final String HEADING = "Answer Choices:";
  private static final Pattern LAST_NUMBER = Pattern.compile("(?:^|[^0-9])([0-9]{1,18})$");

  private PublishedRlColumns() {}

  private static String dataset(Sample sample) {
    return sample.upstreamSource() == null ? sample.source() : sample.upstreamSource();
  }

  private static Long idInDataset(Sample sample) {
    if (sample.sourceRow() == null) {
      return null;
    }
    Matcher number = LAST_NUMBER.matcher(sample.sourceRow());
    return number.find() ? Long.valueOf(number.group(1)) : null;
  }

  /** The prompt up to the options, where it ends with them. */
  private static String stem(PublishedRow row) {
    String prompt = PublishedColumns.withoutBoilerplate(row.sample().prompt());
    String lines = lines(row.sample().options());
    if (lines.isEmpty() || !prompt.endsWith(lines)) {
      return row.sample().prompt();
    }
    String stem = prompt.substring(0, prompt.length() - lines.length()).strip();
    return stem.endsWith(HEADING)
        ? stem.substring(0, stem.length() - HEADING.length()).strip()
        : stem;
  }

  private static String options(Sample sample) {
    return sample.options().isEmpty() ? "" : HEADING + "\n" + lines(sample.options());
  }

  private static String lines(Map<String, String> options) {
    StringBuilder lines = new StringBuilder();
    options.forEach(
        (letter, text) ->
            lines.append(lines.isEmpty() ? "" : "\n").append(letter).append(". ").append(text));
    return lines.toString();
  }

  private static String answer(Sample sample) {
    Reference reference = sample.reference();
    boolean worded =
        reference != null
            && (reference.kind() == ReferenceKind.TEXT || reference.kind() == ReferenceKind.LONG);
    if (worded) {
      return reference.value();
    }
    String letter = letter(sample);
    String option = letter == null ? null : sample.options().get(letter);
    return option == null && reference != null ? reference.value() : option;
  }

  private static String letter(Sample sample) {
    if (sample.label() != null) {
      return sample.label();
    }
    Reference reference = sample.reference();
    return reference != null && reference.kind() == ReferenceKind.LETTER ? reference.value() : null;
  }
}
