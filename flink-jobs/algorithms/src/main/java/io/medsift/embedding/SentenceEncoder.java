package io.medsift.embedding;

import io.medsift.sharing.ResourceFailedException;
import java.util.List;

/**
 * Texts to unit vectors.
 *
 * <p>Implementations are safe for use by many threads, and a text's vector does not depend on what
 * else is being encoded.
 */
public interface SentenceEncoder extends AutoCloseable {

  /** The identity of the model; vectors of another model are not comparable. */
  EmbeddingModel model();

  /**
   * The vector of {@code text}: {@code model().dimension()} floats, of length one. Only the first
   * {@code model().maxTokens()} tokens count. The empty text has a vector too.
   *
   * @throws ResourceFailedException after {@link #close}, or when the model fails
   */
  float[] encode(String text);

  /**
   * The vectors of several texts in their order, each the same to the last bit as {@link
   * #encode(String)} gives it. This takes less time than one text after the other.
   */
  default List<float[]> encodeAll(List<String> texts) {
    return texts.stream().map(this::encode).toList();
  }

  /**
   * The share of the words of {@code text}, as far as the model reads it, that it has no pieces for
   * but the unknown one or single characters: what is most of the text makes its vector say little.
   */
  default double unread(String text) {
    return 0;
  }

  /** Frees the model. Waits for calls under way; closing again does nothing. */
  @Override
  void close();
}
