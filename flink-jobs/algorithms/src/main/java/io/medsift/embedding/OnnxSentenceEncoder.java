package io.medsift.embedding;

import ai.onnxruntime.OrtException;
import io.medsift.sharing.ResourceFailedException;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A BERT sentence model in an ONNX Runtime session of its own: mean over the token vectors, scaled
 * to length one, as sentence-transformers does.
 *
 * <p>Texts are run on the calling thread, several at once where the graph of the model allows it;
 * parallelism comes from several callers. Most users want {@link SharedEncoder}: a session holds
 * about 100 MB of native memory.
 */
public final class OnnxSentenceEncoder implements SentenceEncoder {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxSentenceEncoder.class);

  private final WordPieceTokenizer tokenizer;
  private final TokenEncoder tokens;
  private final EmbeddingModel model;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxSentenceEncoder(
      WordPieceTokenizer tokenizer, TokenEncoder tokens, EmbeddingModel model) {
    this.tokenizer = tokenizer;
    this.tokens = tokens;
    this.model = model;
  }

  /**
   * Reads the files and starts a session.
   *
   * @throws ModelLoadException when a file is missing, or not a model of this kind
   */
  public static OnnxSentenceEncoder open(ModelSource source) throws ModelLoadException {
    WordPieceTokenizer tokenizer = WordPieceTokenizer.load(source);
    byte[] onnx = source.onnx();
    String sha256 = source.sha256(onnx);
    // One that is cut off at the longest sequence.
    List<int[]> probes =
        List.of(tokenizer.encode("probe"), tokenizer.encode("probe ".repeat(source.maxTokens())));
    TokenEncoder tokens = tokenEncoder(onnx, probes, source.onnxName());
    try {
      EmbeddingModel model =
          new EmbeddingModel(
              source.id(),
              sha256,
              tokens.dimension(),
              source.maxTokens(),
              source.precision(),
              tokenizer.settings());
      return new OnnxSentenceEncoder(tokenizer, tokens, model);
    } catch (RuntimeException e) {
      tokens.close();
      throw e;
    }
  }

  private static TokenEncoder tokenEncoder(byte[] onnx, List<int[]> probes, String file)
      throws ModelLoadException {
    String reason;
    try {
      return probed(PackedEncoder.open(PackedGraph.of(onnx), file), probes, file);
    } catch (PackedGraph.UnknownGraphException | ModelLoadException e) {
      reason = e.getMessage();
    }
    TokenEncoder oneByOne = probed(SequenceEncoder.open(onnx, file), probes, file);
    LOG.warn("Model file {} runs one text at a time, which is slower: {}.", file, reason);
    return oneByOne;
  }

  private static TokenEncoder probed(TokenEncoder tokens, List<int[]> probes, String file)
      throws ModelLoadException {
    try {
      List<float[]> unused = tokens.encode(probes);
      return tokens;
    } catch (OrtException | RuntimeException e) {
      tokens.close();
      throw new ModelLoadException(
          "model file " + file + " fails on a first text: " + e.getMessage(), e);
    }
  }

  @Override
  public EmbeddingModel model() {
    return model;
  }

  @Override
  public float[] encode(String text) {
    return encodeAll(List.of(text)).get(0);
  }

  @Override
  public List<float[]> encodeAll(List<String> texts) {
    List<int[]> sequences = texts.stream().map(tokenizer::encode).toList();
    lock.readLock().lock();
    try {
      if (closed) {
        throw new ResourceFailedException("the encoder of " + model.id() + " is closed");
      }
      return tokens.encode(sequences);
    } catch (OrtException e) {
      throw new ResourceFailedException(
          "the model "
              + model.id()
              + " failed on "
              + sequences.stream().mapToInt(sequence -> sequence.length).sum()
              + " tokens",
          e);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public double unread(String text) {
    return tokenizer.unread(text);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        tokens.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
