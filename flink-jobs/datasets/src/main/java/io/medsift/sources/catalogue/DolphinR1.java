package io.medsift.sources.catalogue;

import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SourceRow;
import io.medsift.sources.catalogue.Sources.Generators;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** dolphin-r1; its configurations of one layout can be told apart by their files alone. */
final class DolphinR1 {
  static final ReadingOption MODEL =
      ReadingOption.ofRow("model", "Whether rows name their model", "present", "absent");

  private DolphinR1() {}

  static List<Sample> deepSeek(SourceRow row) throws UnmappableRowException {
    return reasoning(row, Generators.R1);
  }

  static List<Sample> flash(SourceRow row) throws UnmappableRowException {
    return reasoning(row, Generators.GEMINI_FLASH_THINKING);
  }

  static List<Sample> withoutReasoning(SourceRow row) throws UnmappableRowException {
    Conversation conversation = Conversation.of("messages", row.value("messages"));
    if (callsFunctions(conversation)) {
      return row.leftOut("calls functions");
    }
    if (conversation.response() == null) {
      throw new UnmappableRowException("column 'messages' has no assistant turn at its end");
    }
    return row.draft()
        .conversation(conversation)
        .completion(row.split(conversation))
        .generator(row.text("model"))
        .samples();
  }

  private static List<Sample> reasoning(SourceRow row, String generator)
      throws UnmappableRowException {
    Conversation conversation = Conversation.of("messages", row.value("messages"));
    if (callsFunctions(conversation)) {
      return row.leftOut("calls functions");
    }
    row.use(MODEL.name(), row.has("model") ? "present" : "absent");
    String model = row.text("model");
    return row.draft()
        .conversation(conversation)
        .tracedCompletion(ThinkSplit.of(row.text("reasoning"), row.required("answer")))
        .generator(model == null ? generator : model)
        .samples();
  }

  private static boolean callsFunctions(Conversation conversation) {
    return conversation.system() != null && conversation.system().contains("<tools>");
  }
}
