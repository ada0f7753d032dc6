package io.medsift.sources.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SampleDraft;
import io.medsift.sources.SourceRow;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.Conversation.HeaderTemplate;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** The science split of the Llama-Nemotron post-training dataset, v1 and v1.1. */
final class LlamaNemotron {
  private static final String TURNS = "turns (v1.1)";
  private static final String TEMPLATE = "template (v1)";
  private static final String TEXT = "text";

  static final ReadingOption INPUT =
      ReadingOption.ofRow("input", "How the prompt is written", TURNS, TEMPLATE, TEXT);
  static final ReadingOption MODELS =
      ReadingOption.ofUser("models", "Whose traces are taken", "r1", "all");

  private LlamaNemotron() {}

  static List<Sample> science(SourceRow row) throws UnmappableRowException {
    String category = row.text("category");
    if (category != null && !category.equals("science")) {
      return row.leftOut("category '" + category + "'");
    }
    if ("off".equals(row.text("reasoning"))) {
      return row.leftOut("reasoning off");
    }
    String generator = row.text("generator");
    boolean isR1 = generator == null || generator.contains("R1");
    if (!isR1 && row.reading(MODELS).equals("r1")) {
      return row.leftOut("generator '" + generator + "' is not an R1");
    }
    row.use("generator", String.valueOf(generator));
    return prompted(row)
        .tracedCompletion(row.split(row.required("output")))
        .label(category)
        .generator(generator)
        .license(row.text("license"))
        .samples();
  }

  private static SampleDraft prompted(SourceRow row) throws UnmappableRowException {
    JsonNode input = row.value("input");
    String system = row.text("system_prompt");
    if (input.isTextual() && !HeaderTemplate.matches(input.textValue())) {
      row.use(INPUT.name(), TEXT);
      return row.draft().system(system).prompt(row.required("input"));
    }
    row.use(INPUT.name(), input.isTextual() ? TEMPLATE : TURNS);
    Conversation conversation =
        input.isTextual()
            ? Conversation.ofTurns("input", HeaderTemplate.turns("input", input.textValue()))
            : Conversation.of("input", input);
    return row.draft()
        .conversation(conversation)
        .system(system == null ? conversation.system() : system);
  }
}
