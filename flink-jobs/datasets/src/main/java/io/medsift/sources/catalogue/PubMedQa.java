package io.medsift.sources.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sample.Reference;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Cell;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.UnmappableRowException;
import io.medsift.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** PubMedQA: its three configurations, and the authors' JSON, one object keyed by PubMed id. */
final class PubMedQa {
  static final ReadingOption CONTEXT =
      ReadingOption.ofUser(
          "context", "Whether the abstract stands before the question", "with", "without");
  static final ReadingOption CONFIGURATION =
      ReadingOption.ofRow(
          "configuration", "Which file a row is of", "labeled", "unlabeled", "artificial", "raw");

  private static final Set<String> DECISIONS = Set.of("yes", "no", "maybe");

  private PubMedQa() {}

  static List<Sample> samples(SourceRow row) throws UnmappableRowException {
    if (row.has("QUESTION")) {
      return List.of(raw(row, row.first("key", "pubid", "PMID", "pmid", "id")));
    }
    JsonNode context = row.value("context");
    boolean labeled = context.has("reasoning_required_pred");
    String configuration =
        labeled ? "labeled" : row.has("final_decision") ? "artificial" : "unlabeled";
    row.use(CONFIGURATION.name(), configuration);
    if (labeled) {
      boolean characters = Cell.isCharacters(context.get("reasoning_required_pred"));
      row.use("reasoning_required_pred", characters ? "characters" : "text");
    }
    return List.of(
        sample(
            row,
            row.text("pubid"),
            row.required("question"),
            texts("context.contexts", context.path("contexts")),
            texts("context.meshes", context.path("meshes")),
            reference(decision(row), row.text("long_answer"))));
  }

  private static Sample raw(SourceRow row, String pubMedId) throws UnmappableRowException {
    row.use(CONFIGURATION.name(), "raw");
    return sample(
        row,
        pubMedId,
        row.required("QUESTION"),
        texts("CONTEXTS", row.value("CONTEXTS")),
        texts("MESHES", row.value("MESHES")),
        reference(decision(row), row.text("LONG_ANSWER")));
  }

  private static Sample sample(
      SourceRow row,
      String pubMedId,
      String question,
      List<String> contexts,
      List<String> meshes,
      Reference reference)
      throws UnmappableRowException {
    boolean with = row.reading(CONTEXT).equals("with") && !contexts.isEmpty();
    row.use(CONTEXT.name(), with ? "with" : "without");
    return row.draft()
        .ownId(pubMedId)
        .sourceRow(pubMedId)
        .prompt(with ? String.join("\n", contexts) + "\n" + question.strip() : question.strip())
        .reference(reference)
        .label(meshes.isEmpty() ? null : String.join("; ", meshes))
        .upstreamSource(pubMedId == null ? null : "pubmed:" + pubMedId)
        .sample();
  }

  private static String decision(SourceRow row) throws UnmappableRowException {
    return Cell.textOrCharacters("final_decision", row.value("final_decision"));
  }

  private static Reference reference(String decision, String longAnswer)
      throws UnmappableRowException {
    if (decision == null) {
      if (longAnswer == null) {
        throw new UnmappableRowException("there is neither a final_decision nor a long_answer");
      }
      return GoldAnswer.freeText(longAnswer);
    }
    String word = Text.lowerCase(decision.strip());
    if (!DECISIONS.contains(word)) {
      throw new UnmappableRowException(
          "column 'final_decision' must be yes, no or maybe, got '" + decision + "'");
    }
    return new Reference(ReferenceKind.TEXT, word);
  }

  private static List<String> texts(String column, JsonNode list) throws UnmappableRowException {
    List<String> texts = new ArrayList<>();
    if (Cell.isAbsent(list)) {
      return texts;
    }
    if (!list.isArray()) {
      throw Cell.wrong(column, list, "must be a list of texts");
    }
    for (JsonNode element : list) {
      String text = Cell.text(column, element);
      if (text != null) {
        texts.add(text.strip());
      }
    }
    return texts;
  }
}
