package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import java.util.Map;

/**
 * The decision on one sample and everything needed to understand it. The mirror of {@code
 * verdict.schema.json}.
 *
 * @param gate the gate that rejected, null when accepted
 * @param reason why, null when accepted
 * @param evidence what that gate found, null when accepted
 * @param findings what the gates before it found, in gate order
 * @param artifacts artifact name (benchmarks, centroids, …) to its fingerprint
 * @param timestamp broker timestamp of the sample, milliseconds since the epoch
 * @param late the sample arrived behind the watermark and was decided just after it
 * @param repeated the position was decided before and this is that decision again
 */
public record Verdict(
    Decision decision,
    Gate gate,
    Reason reason,
    Evidence evidence,
    @JsonSerialize(using = Findings.Serializer.class) List<Evidence> findings,
    RecipeStamp recipe,
    Map<String, String> artifacts,
    Position position,
    long timestamp,
    boolean late,
    boolean repeated) {

  public Verdict {
    requireNonNull(decision, "decision is null");
    requireNonNull(recipe, "recipe is null");
    requireNonNull(position, "position is null");
    findings = findings == null ? Findings.NONE : Findings.of(findings);
    artifacts = artifacts == null ? Map.of() : Map.copyOf(artifacts);
    if ((decision == Decision.REJECTED) != (reason != null)) {
      throw new IllegalArgumentException(
          "a verdict has a reason if and only if it rejects, got " + decision + " and " + reason);
    }
  }
}
