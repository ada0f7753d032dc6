package io.medsift.sources.catalogue;

import io.medsift.sample.Sample;
import io.medsift.sources.ReadingOption;
import io.medsift.sources.SourceRow;
import io.medsift.sources.catalogue.Sources.Generators;
import io.medsift.sources.cells.Conversation;
import io.medsift.sources.cells.UnmappableRowException;
import java.util.List;

/** OpenThoughts2-1M. */
final class OpenThoughts2 {
  static final ReadingOption ID =
      ReadingOption.ofRow("id", "Whether rows have an id", "present", "absent");

  private OpenThoughts2() {}

  static List<Sample> samples(SourceRow row) throws UnmappableRowException {
    Conversation conversation = Conversation.of("conversations", row.value("conversations"));
    row.use(ID.name(), row.has("id") ? "present" : "absent");
    return row.draft()
        .ownId(row.text("id"))
        .sourceRow(row.text("id"))
        .conversation(conversation)
        .tracedCompletion(row.split(conversation))
        .generator(Generators.R1)
        .upstreamSource(row.text("source"))
        .samples();
  }
}
