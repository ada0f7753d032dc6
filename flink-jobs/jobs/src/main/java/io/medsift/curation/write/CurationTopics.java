package io.medsift.curation.write;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.KafkaConnection;
import io.medsift.recipe.Recipe;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Topics of a curation job: the one it reads and those it writes.
 *
 * @param promptsDecided written where a track looks at all responses to a prompt; elsewhere it need
 *     not exist
 */
public record CurationTopics(
    KafkaConnection connection,
    String samples,
    String accepted,
    String rejected,
    String deadLetters,
    String promptsDecided)
    implements Serializable {
  /** Settings of the topic of decided prompts, where a command creates it. */
  public static final Map<String, String> PROMPTS_DECIDED_CONFIG =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  private static final String ACCEPTED = "accepted";
  private static final String PROMPTS_DECIDED = "prompts-decided";

  public CurationTopics {
    requireNonNull(connection, "connection is null");
    requireNonNull(samples, "samples is null");
    requireNonNull(accepted, "accepted is null");
    requireNonNull(rejected, "rejected is null");
    requireNonNull(deadLetters, "deadLetters is null");
    requireNonNull(promptsDecided, "promptsDecided is null");
  }

  /** Topics of a run that decides on no prompt, or to the topic of the usual name. */
  public CurationTopics(
      KafkaConnection connection,
      String samples,
      String accepted,
      String rejected,
      String deadLetters) {
    this(connection, samples, accepted, rejected, deadLetters, PROMPTS_DECIDED);
  }

  /** The topics by their usual names. */
  public static CurationTopics named(KafkaConnection connection) {
    return new CurationTopics(connection, "samples", "accepted", "rejected", "dead-letters");
  }

  /** The same samples, and outputs whose names begin with {@code prefix} and a hyphen. */
  public CurationTopics withOutputs(String prefix) {
    return new CurationTopics(
        connection,
        samples,
        prefix + "-accepted",
        prefix + "-rejected",
        prefix + "-dead-letters",
        prefix + "-" + PROMPTS_DECIDED);
  }

  /**
   * The name of another topic that belongs to a topic of accepted rows: with {@code rejected},
   * {@code rejected} to {@code accepted}, {@code may-rejected} to {@code may-accepted}, and {@code
   * good-rejected} to {@code good}.
   */
  public static String beside(String accepted, String usual) {
    return accepted.equals(ACCEPTED) || accepted.endsWith("-" + ACCEPTED)
        ? accepted.substring(0, accepted.length() - ACCEPTED.length()) + usual
        : accepted + "-" + usual;
  }

  /** The topics that a run by a recipe writes. */
  public List<String> outputs(Recipe recipe) {
    return recipe.groupsResponses()
        ? List.of(accepted, rejected, deadLetters, promptsDecided)
        : List.of(accepted, rejected, deadLetters);
  }

  /** Addresses of the brokers. */
  public String bootstrapServers() {
    return connection.bootstrapServers();
  }
}
