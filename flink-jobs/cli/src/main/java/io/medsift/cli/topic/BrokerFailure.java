package io.medsift.cli.topic;

import io.medsift.cli.outcome.CommandFailedException;
import org.apache.kafka.common.KafkaException;

/** What to say where brokers stop to answer a command. */
public final class BrokerFailure {
  private BrokerFailure() {}

  /** The failure of a command that reads topics. */
  public static CommandFailedException of(KafkaException failure) {
    return new CommandFailedException(
        "the topics could not be read: " + failure.getMessage(),
        "See that the brokers run; 'medsift doctor' looks closer.",
        failure);
  }
}
