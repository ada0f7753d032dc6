package io.medsift.integration.curation;

import io.medsift.minhash.JaccardComparer;
import io.medsift.minhash.Signature;
import io.medsift.minhash.SignatureScheme;
import io.medsift.minhash.Signer;
import io.medsift.recipe.DeduplicationSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The greedy rule in one thread: what the distributed stages must equal. Looks at the same
 * candidates, which are the first {@code bucketCap} distinct contents of each bucket.
 */
final class SequentialDeduplication {
  private final DeduplicationSettings settings;
  private final Signer signer;
  private final JaccardComparer comparer = new JaccardComparer();
  private final List<int[]> sets = new ArrayList<>();
  private final Map<Integer, Integer> rejectedFor = new HashMap<>();
  private final Map<List<Long>, Integer> firstCopies = new HashMap<>();
  private final Map<Long, List<Integer>> buckets = new HashMap<>();

  SequentialDeduplication(DeduplicationSettings settings) {
    this.settings = settings;
    this.signer =
        new Signer(
            new SignatureScheme(
                settings.ngram(), settings.bands(), settings.rows(), settings.seed()));
  }

  /** Decides on the next response in rank order: the index of the one it duplicates, or -1. */
  int next(String response) {
    int index = sets.size();
    Signature signature = signer.sign(response);
    sets.add(signature.shingles());
    Integer copied =
        firstCopies.putIfAbsent(List.of(signature.contentHigh(), signature.contentLow()), index);
    int kept =
        copied == null ? mostSimilarAccepted(signature) : rejectedFor.getOrDefault(copied, copied);
    if (kept >= 0) {
      rejectedFor.put(index, kept);
    }
    return kept;
  }

  private int mostSimilarAccepted(Signature signature) {
    int index = sets.size() - 1;
    Set<Integer> candidates = new HashSet<>();
    for (long band : signature.bands()) {
      List<Integer> bucket = buckets.computeIfAbsent(band, b -> new ArrayList<>());
      candidates.addAll(bucket);
      if (bucket.size() < settings.bucketCap()) {
        bucket.add(index);
      }
    }
    comparer.hold(signature.shingles());
    int best = -1;
    double bestSimilarity = 0;
    for (int candidate : candidates.stream().sorted().toList()) {
      double similarity = comparer.similarity(sets.get(candidate));
      if (!rejectedFor.containsKey(candidate)
          && similarity >= settings.jaccard()
          && similarity > bestSimilarity) {
        best = candidate;
        bestSimilarity = similarity;
      }
    }
    return best;
  }
}
