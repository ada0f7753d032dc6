package io.medsift.judging;

import io.medsift.reasoning.ThinkSplit;
import io.medsift.text.Decoration;
import io.medsift.text.Text;
import java.util.Optional;

/**
 * Reads the reply of a model that was told to say True or False: one of the two words and nothing
 * else but quotes, emphasis and a full stop around it, whatever its letter case. So "not true" and
 * "True or False" say nothing. What the model thought before it answered does not count.
 */
public final class TruthReader {

  private TruthReader() {}

  /** Returns what the reply says, if it says it. */
  public static Optional<Boolean> read(String reply) {
    String said = ThinkSplit.afterTrace(reply);
    return switch (Text.lowerCase(Decoration.strip(said))) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
