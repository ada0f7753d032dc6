package io.medsift.testkit.scenario;

import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.embedding.Cosine;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Verdict;
import java.util.stream.Stream;

/**
 * All that was decided about a record, but for the recipe and for whether it was decided before.
 * Equal to what another processor may decide: the similarity of the prompt to its cluster is
 * compared as far as the encoder's error allows, and all else exactly.
 */
public final class Decided {
  private final String exact;
  private final double similarity;

  private Decided(String exact, double similarity) {
    this.exact = exact;
    this.similarity = similarity;
  }

  public static Decided of(String error) {
    return new Decided(error, 0);
  }

  public static Decided of(CuratedRow row) {
    Verdict verdict = row.verdict();
    return new Decided(
        "%s: %s %s %s %s%s"
            .formatted(
                row.sample().get("id").asText(),
                verdict.decision(),
                verdict.reason(),
                exact(verdict.evidence()),
                verdict.findings().stream().map(Decided::exact).toList(),
                verdict.late() ? " late" : ""),
        similarity(verdict));
  }

  /** Evidence in words that are the same on every processor. */
  public static String exact(Evidence evidence) {
    return String.valueOf(evidence instanceof Evidence.Domain domain ? domain.exact() : evidence);
  }

  /** Of the prompt to its cluster; 0 where that was not asked. */
  public static double similarity(Verdict verdict) {
    return Stream.concat(Stream.ofNullable(verdict.evidence()), verdict.findings().stream())
        .filter(Evidence.Domain.class::isInstance)
        .mapToDouble(found -> ((Evidence.Domain) found).similarity())
        .findFirst()
        .orElse(0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decided that
        && exact.equals(that.exact)
        && Cosine.alike(similarity, that.similarity);
  }

  @Override
  public int hashCode() {
    return exact.hashCode();
  }

  @Override
  public String toString() {
    return similarity == 0 ? exact : exact + " similarity " + similarity;
  }
}
