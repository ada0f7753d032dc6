package io.medsift.embedding;

import io.medsift.sharing.SharedResources;
import java.util.List;

/**
 * One session per model and process, however many operators use it.
 *
 * <p>Each {@link #open} gives a handle of its own. The session starts with the first handle and is
 * freed with the last; after that it can be opened again. A handle that is closed twice gives back
 * one reference only.
 */
public final class SharedEncoder implements SentenceEncoder {

  private static final SharedResources<ModelSource, OnnxSentenceEncoder, ModelLoadException> OPEN =
      new SharedResources<>(OnnxSentenceEncoder::open);

  private final SharedResources<ModelSource, OnnxSentenceEncoder, ModelLoadException>.Lease lease;

  private SharedEncoder(
      SharedResources<ModelSource, OnnxSentenceEncoder, ModelLoadException>.Lease lease) {
    this.lease = lease;
  }

  /**
   * A handle on the one session of {@code source}.
   *
   * @throws ModelLoadException when the model is not open yet and cannot be loaded; the next call
   *     tries again
   */
  public static SharedEncoder open(ModelSource source) throws ModelLoadException {
    return new SharedEncoder(OPEN.acquire(source));
  }

  /** Returns how many handles of {@code source} are open in this process. */
  static int handles(ModelSource source) {
    return OPEN.references(source);
  }

  @Override
  public EmbeddingModel model() {
    return lease.resource().model();
  }

  @Override
  public float[] encode(String text) {
    return lease.resource().encode(text);
  }

  @Override
  public List<float[]> encodeAll(List<String> texts) {
    return lease.resource().encodeAll(texts);
  }

  @Override
  public double unread(String text) {
    return lease.resource().unread(text);
  }

  @Override
  public void close() {
    lease.close();
  }
}
