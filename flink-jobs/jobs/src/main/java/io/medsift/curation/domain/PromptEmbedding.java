package io.medsift.curation.domain;

import static java.util.Objects.requireNonNull;

import io.medsift.embedding.EncoderSource;
import io.medsift.recipe.Recipe.EncoderFiles;
import java.io.Serializable;

/**
 * Assignment of prompts to clusters.
 *
 * @param encoder embeds those that are new
 * @param log rows of an earlier run over the same samples, whose clusters are taken as they are;
 *     null for none
 * @param again embed what log and state know as well, and count what changes
 */
public record PromptEmbedding(EncoderSource encoder, ClusterLog log, boolean again)
    implements Serializable {

  /** Every prompt is embedded once, by the model that ships. */
  public static final PromptEmbedding ONCE =
      new PromptEmbedding(EncoderSource.shipped(), null, false);

  public PromptEmbedding {
    requireNonNull(encoder, "encoder is null");
  }

  /** The same by the encoder that a recipe names; as it is where that is null. */
  public PromptEmbedding by(EncoderFiles named) {
    return named == null ? this : new PromptEmbedding(EncoderSource.of(named), log, again);
  }

  /** The same, with the clusters of an earlier run. */
  public PromptEmbedding after(ClusterLog earlier) {
    return new PromptEmbedding(encoder, earlier, again);
  }

  /** The same, for prompts that are known as well. */
  public PromptEmbedding ofKnown() {
    return new PromptEmbedding(encoder, log, true);
  }
}
