package io.medsift.embedding;

import static java.util.Objects.requireNonNull;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder that does not embed a text again soon after it was embedded in this process, by
 * whatever encoder of the same model: two gates look at the same prompts one after the other. The
 * vectors are the same to the last bit, remembered or not.
 */
final class RememberingEncoder implements SentenceEncoder {
  private static final int KEPT = 4_096;
  private static final Map<HashValue128, float[]> LATEST = new Latest();

  private final SentenceEncoder encoder;

  /** An encoder over another, which it closes. */
  RememberingEncoder(SentenceEncoder encoder) {
    this.encoder = requireNonNull(encoder, "encoder is null");
  }

  @Override
  public EmbeddingModel model() {
    return encoder.model();
  }

  @Override
  public float[] encode(String text) {
    return encodeAll(List.of(text)).get(0);
  }

  @Override
  public List<float[]> encodeAll(List<String> texts) {
    List<HashValue128> keys = texts.stream().map(this::key).toList();
    List<float[]> vectors = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    synchronized (LATEST) {
      for (int i = 0; i < texts.size(); i++) {
        float[] vector = LATEST.get(keys.get(i));
        vectors.add(vector == null ? null : vector.clone());
        if (vector == null) {
          missing.add(texts.get(i));
        }
      }
    }
    if (missing.isEmpty()) {
      return vectors;
    }
    List<float[]> embedded = encoder.encodeAll(missing);
    synchronized (LATEST) {
      int next = 0;
      for (int i = 0; i < texts.size(); i++) {
        if (vectors.get(i) == null) {
          vectors.set(i, embedded.get(next++));
          LATEST.put(keys.get(i), vectors.get(i).clone());
        }
      }
    }
    return vectors;
  }

  private HashValue128 key(String text) {
    EmbeddingModel model = model();
    return Hashing.xxh3_128()
        .hashStream()
        .putString(model.sha256())
        .putString(model.tokenizer().sha256())
        .putInt(model.maxTokens())
        .putString(text)
        .get();
  }

  @Override
  public double unread(String text) {
    return encoder.unread(text);
  }

  @Override
  public void close() {
    encoder.close();
  }

  private static final class Latest extends LinkedHashMap<HashValue128, float[]> {
    private static final long serialVersionUID = 1L;

    Latest() {
      super(KEPT, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<HashValue128, float[]> eldest) {
      return size() > KEPT;
    }
  }
}
