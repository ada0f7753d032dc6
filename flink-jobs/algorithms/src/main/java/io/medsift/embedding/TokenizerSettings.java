package io.medsift.embedding;

import static java.util.Objects.requireNonNull;

/**
 * What decides the word pieces of a text, apart from the length limit.
 *
 * @param algorithm name and version of the algorithm, for example {@code bert-wordpiece-lowercase}
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
