package io.medsift.sources.catalogue;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** ApolloCorpus: each element of a file is a list of texts: question, answer, question, answer. */
final class Apollo {
  static final ReadingOption TURNS =
      ReadingOption.ofUser(
          "turns", "What a later question of a patient comes with", "history", "alone");

  private Apollo() {}

  /** A sample for each pair; only the first is at the start of its conversation. */
  static List<Sample> samples(SourceRow row) throws UnmappableRowException {
    List<String> texts = texts(row);
    List<Turn> history = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    boolean alone = row.reading(TURNS).equals("alone");
    row.use("pairs", texts.size() == 2 ? "one" : "several");
    for (int i = 0; i < texts.size(); i += 2) {
      samples.add(
          row.draft()
              .part(i / 2)
              .prompt(texts.get(i))
              .history(alone ? List.of() : history)
              .reference(GoldAnswer.freeText(texts.get(i + 1)))
              .sample());
      history.add(new Turn("user", texts.get(i)));
      history.add(new Turn("assistant", texts.get(i + 1)));
    }
    return samples;
  }

  private static List<String> texts(SourceRow row) throws UnmappableRowException {
    JsonNode list = row.value("element");
    if (!list.isArray()) {
      throw Cell.wrong("element", list, "must be a list of questions and answers in turn");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : list) {
      texts.add(Cell.required(format(Locale.ROOT, "element[%d]", texts.size()), text).strip());
    }
    if (texts.isEmpty() || texts.size() % 2 != 0) {
      throw new UnmappableRowException(
          format(
              Locale.ROOT,
              "column 'element' must hold pairs of question and answer, got %d texts",
              texts.size()));
    }
    return texts;
  }
}
