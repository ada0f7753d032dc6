package io.medsift.evolve;

import io.medsift.kafka.topic.LogRecord;

/**
 * A question at the beginning of a round, or on its way through one.
 *
 * @param record the seed as it came
 * @param parentId the prompt that the round begins with: the seed, or what an earlier round kept
 * @param parent its question
 * @param round from 1
 * @param method how it evolves, as it is spelt on the wire
 * @param question the evolved question, empty until there is one
 */
public record Evolving(
    LogRecord record,
    String seedId,
    String parentId,
    String parent,
    int round,
    String method,
    String question) {

  /** The evolved prompt's id; no two prompts share one. */
  String id() {
    return seedId + "-e" + round;
  }

  /** The same with the question that a model made. */
  Evolving with(String evolved) {
    return new Evolving(record, seedId, parentId, parent, round, method, evolved);
  }

  /** The next round, after this one kept its question. */
  Evolving afterKeeping(String nextMethod) {
    return new Evolving(record, seedId, id(), question, round + 1, nextMethod, "");
  }

  /** The next round, after this one's question was of no use: its parent returns unchanged. */
  Evolving afterLosing(String nextMethod) {
    return new Evolving(record, seedId, parentId, parent, round + 1, nextMethod, "");
  }
}
