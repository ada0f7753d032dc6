package io.medsift.evolve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.stage.QuestionResult;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A question in a round of evolution.
 *
 * @param record of the seed
 * @param parentId id of the prompt that the round starts with: the seed, or what an earlier round
 *     kept
 * @param parent question of that prompt
 * @param round from 1
 * @param method of evolution, as it is spelt in recipes
 * @param question the evolved question, empty until there is one
 */
public record EvolvingQuestion(
    LogRecord record,
    String seedId,
    String parentId,
    String parent,
    int round,
    String method,
    String question) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Notes of a question to the model, which come back with the answer. */
  private record Notes(
      String seedId, String parentId, String parent, int round, String method, String question) {}

  /** Returns the id of the evolved prompt; no two prompts share one. */
  String id() {
    return seedId + "-e" + round;
  }

  /** Returns the same with an evolved question. */
  EvolvingQuestion with(String evolved) {
    return new EvolvingQuestion(record, seedId, parentId, parent, round, method, evolved);
  }

  /** Returns the start of the next round, with this question as the parent. */
  EvolvingQuestion next(String nextMethod) {
    return new EvolvingQuestion(record, seedId, id(), question, round + 1, nextMethod, "");
  }

  /** Returns the start of the next round with the same parent, after this question was dropped. */
  EvolvingQuestion nextOfParent(String nextMethod) {
    return new EvolvingQuestion(record, seedId, parentId, parent, round + 1, nextMethod, "");
  }

  /** Returns the notes of a question to the model. */
  byte[] notes() {
    try {
      return JSON.writeValueAsBytes(new Notes(seedId, parentId, parent, round, method, question));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("notes cannot be written: " + id(), e);
    }
  }

  /** Reads the notes of a result. */
  static EvolvingQuestion of(QuestionResult result) {
    try {
      Notes notes = JSON.readValue(result.notes(), Notes.class);
      return new EvolvingQuestion(
          result.record(),
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
