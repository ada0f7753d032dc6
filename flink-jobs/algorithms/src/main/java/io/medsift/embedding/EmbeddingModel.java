package io.medsift.embedding;

import static java.util.Objects.requireNonNull;

/**
 * The identity of an embedding model: two vectors may be compared if and only if their models are
 * equal.
 *
 * @param id the published name, for example {@code sentence-transformers/all-MiniLM-L6-v2}
 * @param sha256 lower-case hexadecimal SHA-256 of the ONNX file
 * @param dimension length of a vector, positive
 * @param maxTokens longest sequence that is embedded, with both special tokens; the rest of a text
 *     is cut off
 * @param precision how the weights are held
 * @param tokenizer what the text goes through before the model
 */
public record EmbeddingModel(
    String id,
    String sha256,
    int dimension,
    int maxTokens,
    Precision precision,
    TokenizerSettings tokenizer) {

  public EmbeddingModel {
    requireNonNull(id, "id is null");
    requireNonNull(sha256, "sha256 is null");
    requireNonNull(precision, "precision is null");
    requireNonNull(tokenizer, "tokenizer is null");
    if (dimension <= 0) {
      throw new IllegalArgumentException("dimension must be positive, got " + dimension);
    }
    if (maxTokens < WordPieceTokenizer.MIN_TOKENS) {
      throw new IllegalArgumentException(
          "maxTokens must be at least " + WordPieceTokenizer.MIN_TOKENS + ", got " + maxTokens);
    }
  }
}
