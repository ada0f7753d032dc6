package io.medsift.kafka.topic;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A record without a value that carries the header {@value #HEADER}. It is no sample: it says that
 * its partition has reached the time of its timestamp. It is in the log, so a replay sees it too.
 */
public final class Heartbeat {
  /** Name of the header that tells a heartbeat from a tombstone. */
  public static final String HEADER = "medsift-heartbeat";

  private Heartbeat() {}

  /** A heartbeat for one partition. */
  public static ProducerRecord<byte[], byte[]> in(String topic, int partition) {
    ProducerRecord<byte[], byte[]> heartbeat = new ProducerRecord<>(topic, partition, null, null);
    heartbeat.headers().add(HEADER, new byte[0]);
    return heartbeat;
  }

  /**
   * Returns whether a record with that value and those headers is a heartbeat.
   *
   * @param value in whatever form it was read; null where the record has none
   */
  public static boolean is(Object value, Headers headers) {
    return value == null && headers.lastHeader(HEADER) != null;
  }
}
