package io.medsift.sources.catalogue;

import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SampleDraft;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.GoldAnswer;
import io.medsift.sources.cells.UnmappableRowException;
import io.medsift.text.Text;
import java.util.List;

/** GeneralThought-430K: the medical tasks of all models, and the traces of R1 on all tasks. */
final class GeneralThought {
  static final ReadingOption TASK =
      ReadingOption.ofUser(
          "task", "Which rows are medical; the names of the tasks are not known", "medical", "all");
  static final ReadingOption MODELS =
      ReadingOption.ofUser("models", "Whose traces are taken", "r1", "all");
  static final ReadingOption TRACE =
      ReadingOption.ofUser("trace", "Whether a row needs a trace", "required", "optional");

  private static final List<String> MEDICAL =
      List.of(
          "medic",
          "clinic",
          "health",
          "disease",
          "pharmac",
          "nurs",
          "anatom",
          "physiol",
          "pathol",
          "surg",
          "dentist",
          "psychiatr",
          "radiol",
          "epidemiol",
          "immunol");
  private static final String ALL = "all";

  private GeneralThought() {}

  static List<Sample> medical(SourceRow row) throws UnmappableRowException {
    row.required("question");
    String task = row.first("task", "question_source");
    if (!row.reading(TASK).equals(ALL) && !isMedical(task)) {
      return row.leftOut("task '" + task + "' is not a medical task by its name");
    }
    row.use("task", String.valueOf(task));
    boolean optional = row.reading(TRACE).equals("optional");
    if (!optional && row.text("model_reasoning") == null) {
      return row.leftOut("no model_reasoning");
    }
    return samples(row);
  }

  static List<Sample> tracesOfR1(SourceRow row) throws UnmappableRowException {
    row.required("question");
    boolean all = row.reading(MODELS).equals(ALL);
    String model = all ? row.text("model_name") : row.required("model_name");
    if (!all && !model.contains("R1")) {
      return row.leftOut("model '" + model + "' is not an R1");
    }
    row.use("model", String.valueOf(model));
    if (row.text("model_reasoning") == null) {
      return row.leftOut("no model_reasoning");
    }
    return samples(row);
  }

  private static List<Sample> samples(SourceRow row) throws UnmappableRowException {
    SampleDraft draft =
        row.draft()
            .sourceRow(row.text("question_id"))
            .prompt(row.required("question"))
            .history(Conversation.turns("prev_messages", row.value("prev_messages")))
            .reference(GoldAnswer.words(row.text("reference_answer")))
            .label(row.text("task"))
            .generator(row.text("model_name"))
            .license(row.text("question_license"))
            .upstreamSource(row.text("question_source"));
    return draft
        .completion(ThinkSplit.of(row.text("model_reasoning"), row.required("model_answer")))
        .samples();
  }

  private static boolean isMedical(String task) {
    if (task == null) {
      return false;
    }
    String name = Text.lowerCase(task);
    return MEDICAL.stream().anyMatch(name::contains);
  }
}
