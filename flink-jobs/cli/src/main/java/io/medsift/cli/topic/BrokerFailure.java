package io.medsift.cli.topic;

import io.medsift.cli.outcome.CommandFailedException;
import org.apache.kafka.common.KafkaException;

/** Message and advice where brokers stop answering a command. */
public final class BrokerFailure {
  private BrokerFailure() {}

  /** The failure of a command that reads topics. */
  public static CommandFailedException of(KafkaException failure) {
    return new CommandFailedException(
        "the topics could not be read: " + failure.getMessage(),
        "Check that the brokers run; 'medsift doctor' finds out more.",
        failure);
  }
}
