package io.medsift.embedding;

import io.medsift.recipe.Recipe.EncoderFiles;
import java.io.Serializable;

/** Opens an encoder in the process that uses it; travels there with a job. */
@FunctionalInterface
public interface EncoderSource extends Serializable {

  /**
   * An encoder, to be closed by the caller.
   *
   * @throws ModelLoadException when it cannot be loaded
   */
  SentenceEncoder open() throws ModelLoadException;

  /** The model that a recipe names; the one that ships with the product where it is null. */
  static EncoderSource of(EncoderFiles files) {
    return files == null
        ? shipped()
        : () -> new RememberingEncoder(SharedEncoder.open(ModelFiles.of(files)));
  }

  /** The model that ships with the product, one session per process. */
  static EncoderSource shipped() {
    return () -> new RememberingEncoder(SharedEncoder.open(ModelSource.miniLm()));
  }
}
