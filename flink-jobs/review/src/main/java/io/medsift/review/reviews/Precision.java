package io.medsift.review.reviews;

import io.medsift.verdict.Decision;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reviews;
import io.medsift.verdict.Stratum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Precision of the verdicts, as reviewers judge it. Only samples that were drawn count: those that
 * somebody chose to look at are no random sample. Samples on which nobody is sure, or on which
 * reviewers disagree with each other, count in no share.
 *
 * @param rejected by gate, then by reason: the share of rejections that reviewers agree with
 * @param accepted of all sources, then by source: the share of accepted samples that reviewers
 *     disagree with
 * @param agreements of pairs of reviewers
 * @param reviewers their names
 * @param chosen how many reviewed samples were not drawn
 */
public record Precision(
    List<Line> rejected,
    List<Line> accepted,
    List<Agreement> agreements,
    List<String> reviewers,
    long chosen) {

  /**
   * What reviewers say about a stratum, or about several together.
   *
   * @param gate that rejected; null of accepted samples
   * @param stratum null of several
   * @param verdicts how many there are; 0 where that was not counted
   * @param share empty where no sample is decided; of several strata, also where their sizes are
   *     not known, or one that has verdicts has no decided sample
   */
  public record Line(
      Gate gate, Stratum stratum, long verdicts, Judged judged, Optional<Estimate> share) {}

  /**
   * What is known now.
   *
   * @param sizes how many verdicts each stratum has; empty where that was not counted
   */
  public static Precision of(Reviews reviews, Map<Stratum, Long> sizes) {
    SortedMap<Stratum, Judged> judged = new TreeMap<>();
    long[] chosen = {0};
    reviews.forEachSample(
        all -> {
          var drawn = all.stream().filter(each -> each.seed() != null).toList();
          if (drawn.isEmpty()) {
            chosen[0]++;
          } else {
            judged.merge(drawn.get(0).stratum(), Judged.of(drawn), Judged::plus);
          }
        });
    List<Line> rejected = new ArrayList<>();
    for (Gate gate : Gate.values()) {
      rejected.addAll(lines(gate, judged, sizes));
    }
    return new Precision(
        Collections.unmodifiableList(rejected),
        lines(null, judged, sizes),
        Agreement.of(reviews),
        Agreement.reviewers(reviews),
        chosen[0]);
  }

  private static List<Line> lines(
      Gate gate, SortedMap<Stratum, Judged> judged, Map<Stratum, Long> sizes) {
    if (judged.keySet().stream().noneMatch(stratum -> stratum.gate() == gate)) {
      return List.of();
    }
    // Groups that nobody has reviewed are part of what a gate has decided.
    List<Stratum> strata =
        Stream.concat(judged.keySet().stream(), sizes.keySet().stream())
            .filter(stratum -> stratum.gate() == gate)
            .distinct()
            .sorted()
            .toList();
    List<Line> each =
        strata.stream()
            .map(stratum -> line(gate, stratum, List.of(stratum), judged, sizes))
            .toList();
    return Stream.concat(Stream.of(line(gate, null, strata, judged, sizes)), each.stream())
        .toList();
  }

  private static Line line(
      Gate gate,
      Stratum stratum,
      List<Stratum> strata,
      Map<Stratum, Judged> judgements,
      Map<Stratum, Long> sizes) {
    Map<Stratum, Judged> judged = new TreeMap<>();
    strata.forEach(each -> judged.put(each, judgements.getOrDefault(each, Judged.NONE)));
    Judged all = judged.values().stream().reduce(Judged.NONE, Judged::plus);
    long verdicts = strata.stream().mapToLong(each -> sizes.getOrDefault(each, 0L)).sum();
    List<Estimate.Part> parts =
        strata.stream()
            .filter(each -> judged.get(each).decided() > 0)
            .map(each -> part(each, judged.get(each), sizes))
            .toList();
    boolean weighed = parts.size() == 1 || parts.stream().allMatch(part -> part.weight() > 0);
    boolean complete =
        strata.stream()
            .allMatch(each -> judged.get(each).decided() > 0 || sizes.getOrDefault(each, 0L) == 0);
    return new Line(
        gate,
        stratum,
        verdicts,
        all,
        parts.isEmpty() || !weighed || !complete
            ? Optional.empty()
            : Optional.of(Estimate.of(parts)));
  }

  private static Estimate.Part part(Stratum stratum, Judged judged, Map<Stratum, Long> sizes) {
    long counting = stratum.decision() == Decision.ACCEPTED ? judged.disagree() : judged.agree();
    return new Estimate.Part(sizes.getOrDefault(stratum, 0L), counting, judged.decided());
  }

  /** The same with some of the lines of accepted samples, that of all sources first. */
  public Precision withAccepted(List<Line> some) {
    return new Precision(rejected, some, agreements, reviewers, chosen);
  }

  /** Returns whether nothing was reviewed. */
  public boolean isEmpty() {
    return rejected.isEmpty() && accepted.isEmpty() && chosen == 0;
  }
}
