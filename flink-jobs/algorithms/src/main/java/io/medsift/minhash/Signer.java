package io.medsift.minhash;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.dynatrace.hash4j.similarity.ElementHashProvider;

/**
 * Computes signatures: {@link SuperMinHash} over word n-grams, cut into bands. Not thread-safe: an
 * instance keeps its work arrays.
 */
public final class Signer {
  private static final long[] NO_BANDS = {};

  private final SignatureScheme scheme;
  private final TokenHasher tokens;
  private final ShingleSet shingles;
  private final SuperMinHash minHash;
  private final HashStream128 content = Hashing.xxh3_128().hashStream();
  private final ElementHashProvider elements = new SeededShingles();

  /** A signer of {@code scheme}. */
  public Signer(SignatureScheme scheme) {
    this.scheme = scheme;
    this.tokens = new TokenHasher(scheme.tokens());
    this.shingles = new ShingleSet(scheme.ngram());
    this.minHash = new SuperMinHash(scheme.bands() * scheme.rows());
  }

  /** The signature of {@code text} among all texts. */
  public Signature sign(String text) {
    return sign(text, 0);
  }

  /**
   * The signature of {@code text} among texts of the same {@code scope}: texts of different scopes
   * share neither content hash nor band.
   */
  public Signature sign(String text, long scope) {
    tokens.read(text);
    shingles.read(tokens.hashes(), tokens.count());
    HashValue128 hash = contentHash(text, scope);
    return new Signature(
        hash.getMostSignificantBits(),
        hash.getLeastSignificantBits(),
        bandHashes(scope),
        shingles.toArray());
  }

  private HashValue128 contentHash(String text, long scope) {
    content.reset().putLong(scope).putInt(tokens.count());
    if (tokens.count() == 0) {
      return content.putString(text).get();
    }
    long[] hashes = tokens.hashes();
    for (int i = 0; i < tokens.count(); i++) {
      content.putLong(hashes[i]);
    }
    return content.get();
  }

  private long[] bandHashes(long scope) {
    if (shingles.size() == 0) {
      return NO_BANDS;
    }
    int[] signature = minHash.of(elements);
    long[] bands = new long[scheme.bands()];
    int component = 0;
    for (int band = 0; band < bands.length; band++) {
      long hash = Mixer.mix(scope, band);
      for (int row = 0; row < scheme.rows(); row++) {
        hash = Mixer.mix(hash, signature[component]);
        component++;
      }
      bands[band] = hash;
    }
    return bands;
  }

  private final class SeededShingles implements ElementHashProvider {
    @Override
    public long getElementHash(int index) {
      return Mixer.mix(shingles.hash(index) ^ scheme.seed());
    }

    @Override
    public int getNumberOfElements() {
      return shingles.size();
    }
  }
}
