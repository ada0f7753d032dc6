package io.medsift.benchmark;

import io.medsift.minhash.SignatureScheme;
import io.medsift.minhash.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Texts that one core signs in a second, from the text to 26 band keys, shingle set and content
 * hash, beside what hash4j's MinHash does on its own.
 */
final class SignatureBenchmark implements Benchmark {
  private static final int TEXTS = 2_000;
  private static final SignatureScheme SCHEME = new SignatureScheme(4, 26, 5, 1);

  @Override
  public String name() {
    return "signature";
  }

  @Override
  public List<Figure> measure(List<String> arguments) {
    List<Figure> figures = new ArrayList<>();
    for (int words : new int[] {300, 1_000}) {
      List<String> texts = texts(words);
      Signer signer = new Signer(SCHEME);
      double ours = rate(texts, text -> signer.sign(text).bands()[0]);
      PlainMinHash plain = new PlainMinHash(SCHEME);
      double theirs = rate(texts, text -> plain.bands(text)[0]);
      String what = "signature, %,d words".formatted(words);
      figures.add(Figure.of(what, ours, "docs/s/core"));
      figures.add(Figure.of(what + ", hash4j minHash(130, 32)", theirs, "docs/s/core"));
      figures.add(Figure.atLeast(4, what + ", ours / hash4j", ours / theirs, "x"));
    }
    return figures;
  }

  private static List<String> texts(int words) {
    Responses responses = new Responses(5, words);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      texts.add(responses.text(i));
    }
    return texts;
  }

  private static double rate(List<String> texts, ToLongFunction<String> sign) {
    long[] sum = new long[1];
    long nanos =
        CpuTime.fastest(
            () -> {
              for (String text : texts) {
                sum[0] += sign.applyAsLong(text);
              }
            });
    if (sum[0] == 0) {
      throw new IllegalStateException("no text has a signature");
    }
    return texts.size() * 1e9 / nanos;
  }
}
