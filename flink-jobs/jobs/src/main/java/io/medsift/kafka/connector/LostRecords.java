package io.medsift.kafka.connector;

/** What a run does where its topic no longer holds records that it has not read. */
public enum LostRecords {
  /** It does not start, or fails: somebody must say that it may go on without them. */
  FAIL,
  /** It goes on with the first record that is left. */
  SKIP
}
