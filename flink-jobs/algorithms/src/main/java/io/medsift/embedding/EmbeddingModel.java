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

  /**
   * Number format of the weights of a model. Vectors of different precisions are never comparable:
   * with 50,000 centroids even the mildest reduction moves two prompts in a hundred to another
   * cluster.
   */
  public enum Precision {
    /** 32-bit floats throughout; the default. */
    FP32,
    /** 8-bit weights, 32-bit activations: repeatable, close to FP32. */
    WEIGHTS_INT8
  }

  /**
   * What decides the word pieces of a text, apart from the length limit.
   *
   * @param algorithm name and version of the algorithm, for example {@code
   *     bert-wordpiece-lowercase}
   * @param vocabularySize number of word pieces
   * @param maxWordCharacters a longer word becomes one unknown piece
   * @param sha256 lower-case hexadecimal SHA-256 of the tokenizer file
   */
  public record TokenizerSettings(
      String algorithm, int vocabularySize, int maxWordCharacters, String sha256) {

    public TokenizerSettings {
      requireNonNull(algorithm, "algorithm is null");
      requireNonNull(sha256, "sha256 is null");
    }
  }
}
