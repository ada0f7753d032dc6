package io.medsift.embedding;

import static java.util.Objects.requireNonNull;

import io.medsift.recipe.Recipe.EncoderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A BERT sentence model in two files; its vectors are the mean over the tokens.
 *
 * @param maxTokens longest sequence, with both special tokens
 */
public record ModelFiles(
    String id, Path onnxPath, Path tokenizerPath, int maxTokens, EmbeddingModel.Precision precision)
    implements ModelSource {

  /** The files that a recipe names, of a model in single precision. */
  static ModelSource of(EncoderFiles files) {
    return of(files.name(), Path.of(files.model()), Path.of(files.tokenizer()), files.maxTokens());
  }

  /** Files of a model in single precision. */
  static ModelSource of(String id, Path onnx, Path tokenizer, int maxTokens) {
    return new ModelFiles(id, onnx, tokenizer, maxTokens, EmbeddingModel.Precision.FP32);
  }

  public ModelFiles {
    requireNonNull(id, "id is null");
    requireNonNull(onnxPath, "onnxPath is null");
    requireNonNull(tokenizerPath, "tokenizerPath is null");
    requireNonNull(precision, "precision is null");
  }

  @Override
  public String onnxName() {
    return onnxPath.toString();
  }

  @Override
  public String tokenizerName() {
    return tokenizerPath.toString();
  }

  @Override
  public byte[] onnx() throws ModelLoadException {
    return read(onnxPath);
  }

  @Override
  public byte[] tokenizer() throws ModelLoadException {
    return read(tokenizerPath);
  }

  private static byte[] read(Path path) throws ModelLoadException {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new ModelLoadException("model file " + path + " does not exist", e);
    } catch (IOException e) {
      throw new ModelLoadException("cannot read model file " + path + ": " + e, e);
    }
  }
}
