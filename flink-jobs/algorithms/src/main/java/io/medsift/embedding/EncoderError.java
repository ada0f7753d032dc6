package io.medsift.embedding;

/**
 * The error of the encoder: how far two vectors of one text may lie apart that different processors
 * computed. A runtime adds in another order where a processor has other instructions, so the last
 * bits differ.
 *
 * <p>Measured with all-MiniLM-L6-v2 in single precision on ONNX Runtime 1.28.0, whose x86-64
 * library was made to choose its kernels for AVX-512, for AVX2 with FMA, for AVX and for SSE2 in
 * turn on one processor. 5,060 real prompts of 5 to 256 tokens, English and Chinese, AVX-512
 * against AVX2: the vectors of 649 were the same to the last bit; the distance was 4.3e-7 for half
 * of them, 7.0e-7 at 99.9 % and 8.1e-7 at most. On 357 prompts, each of these against AVX: at most
 * 7.0e-7; AVX against SSE2: no difference, neither has a fused multiply-add. The cosine with a
 * centroid or with another prompt differed by 2.6e-7 at most, and the margin between the best two
 * centroids by 2.9e-7.
 *
 * <p>On 60 prompts, the model in double precision: 9.1e-7 from it at most. A second implementation
 * in single precision, NumPy with OpenBLAS: 9.9e-7 at most from the runtime. All that is of the
 * graph as it is in the file. The packed graph, which is run instead, on ONNX Runtime 1.28.0 and
 * AVX-512: 1.9e-6 at most from it on 460 prompts, half of them within 7.8e-7; on 40 short prompts
 * 8.6e-7 from the model in double precision, and the graph of the file 8.4e-7. {@code
 * src-test/benchmark encoder-error} measures the same for a pair of machines.
 */
public final class EncoderError {

  /**
   * The greatest Euclidean length of the difference of two unit vectors of the same text and model,
   * each computed by any kernel: four times the largest that was measured. So the cosine of the
   * text and one fixed unit vector differs by no more than this, and the difference of its cosines
   * with two of them by no more than twice this.
   */
  public static final double BOUND = 4e-6;

  private EncoderError() {}
}
