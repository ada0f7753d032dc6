package io.medsift.kafka.connector;

/** Policy for records that a topic no longer holds when a run is about to read them. */
public enum LostRecords {
  /** The run does not start, or fails, until it is told to skip them. */
  FAIL,
  /** The run continues with the first record that is left. */
  SKIP
}
