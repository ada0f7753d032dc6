package io.medsift.llm.stage;

import static java.util.Objects.requireNonNull;

import io.medsift.llm.cache.CacheTopic;
import io.medsift.recipe.AskedModel;
import io.medsift.recipe.ModelRole;
import java.io.Serializable;
import java.time.Duration;

/**
 * Who is asked, how, and what is done with replies of no use.
 *
 * @param model with its address; holds no key, which each process takes from its environment
 * @param promptVersion that answers are kept under
 * @param attempts most replies that are paid for to one question
 * @param outage how long the model may give no reply to anybody before the job ends
 */
public record AskSettings(
    ModelRole role,
    AskedModel model,
    String promptVersion,
    int attempts,
    Duration outage,
    ReplyCheck check,
    CacheTopic ledger)
    implements Serializable {

  public AskSettings {
    requireNonNull(role, "role is null");
    requireNonNull(model, "model is null");
    requireNonNull(model.baseUrl(), "the model has no address");
    requireNonNull(promptVersion, "promptVersion is null");
    requireNonNull(outage, "outage is null");
    requireNonNull(check, "check is null");
    requireNonNull(ledger, "ledger is null");
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
    }
  }
}
