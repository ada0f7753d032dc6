package io.medsift.benchmark;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHasher;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import io.medsift.minhash.SignatureScheme;
import java.util.Locale;

/** Band keys as a user of hash4j would write them: split, join n words, hash, MinHash, band. */
final class PlainMinHash {
  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final SignatureScheme scheme;
  private final SimilarityHasher minHash;

  PlainMinHash(SignatureScheme scheme) {
    this.scheme = scheme;
    this.minHash =
        SimilarityHashing.minHash(scheme.bands() * scheme.rows(), Integer.SIZE).createHasher();
  }

  long[] bands(String text) {
    String[] words = text.toLowerCase(Locale.ROOT).split("\\s+", -1);
    long[] shingles = new long[words.length - scheme.ngram() + 1];
    for (int i = 0; i < shingles.length; i++) {
      StringBuilder shingle = new StringBuilder(words[i]);
      for (int j = 1; j < scheme.ngram(); j++) {
        shingle.append(' ').append(words[i + j]);
      }
      shingles[i] = HASHER.hashCharsToLong(shingle);
    }
    byte[] signature =
        minHash.compute(ElementHashProvider.ofFunction(i -> shingles[i], shingles.length));
    long[] bands = new long[scheme.bands()];
    int bytes = scheme.rows() * Integer.BYTES;
    for (int band = 0; band < bands.length; band++) {
      bands[band] = HASHER.hashBytesToLong(signature, band * bytes, bytes) + band;
    }
    return bands;
  }
}
