package io.medsift.evolve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.QuestionResult;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What goes along with a question to the model and comes back with the answer. */
final class EvolvingNotes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Notes(
      String seedId, String parentId, String parent, int round, String method, String question) {}

  private EvolvingNotes() {}

  static byte[] write(Evolving evolving) {
    try {
      return JSON.writeValueAsBytes(
          new Notes(
              evolving.seedId(),
              evolving.parentId(),
              evolving.parent(),
              evolving.round(),
              evolving.method(),
              evolving.question()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("notes cannot be written: " + evolving.id(), e);
    }
  }

  static Evolving read(QuestionResult answered) {
    try {
      Notes notes = JSON.readValue(answered.notes(), Notes.class);
      LogRecord record = answered.record();
      return new Evolving(
          record,
          notes.seedId(),
          notes.parentId(),
          notes.parent(),
          notes.round(),
          notes.method(),
          notes.question());
    } catch (IOException e) {
      throw new UncheckedIOException("notes of this job cannot be read", e);
    }
  }
}
