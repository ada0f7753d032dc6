package io.medsift.heartbeat;

/**
 * What makes a record a heartbeat. Heartbeats stand in the log, so a replay sees the same time
 * pass; a guess that a partition is idle would not repeat.
 */
public final class Heartbeats {
  /** A record with this header is no sample; its value is null and its timestamp counts. */
  public static final String HEADER = "medsift-heartbeat";

  private Heartbeats() {}
}
