package io.medsift.console.reviews;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.console.index.Facet;
import io.medsift.console.index.Facet.Outcome;
import io.medsift.console.index.IndexedPlaces;
import io.medsift.console.index.VerdictFilter;
import io.medsift.console.stream.KnownReviews;
import io.medsift.console.stream.VerdictStream;
import io.medsift.review.evidence.Example;
import io.medsift.review.explanation.Explainer;
import io.medsift.review.explanation.Explanation;
import io.medsift.review.reviews.Draw;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Review;
import io.medsift.verdict.Stratum;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The verdicts of a stream as they are reviewed.
 *
 * @param samples name of the topic of samples
 * @param centroids to show the prompts of a sample's cluster; null for none
 */
public record StreamReviews(VerdictStream stream, String samples, CentroidArtifact centroids)
    implements ReviewSource {
  private static final VerdictFilter ACCEPTED =
      VerdictFilter.ALL.with(Facet.OUTCOME, Outcome.ACCEPTED.wireName());

  @Override
  public Map<Stratum, Long> strata() throws IOException {
    return stream
        .index()
        .look(
            view -> {
              Map<Stratum, Long> strata = new TreeMap<>();
              view.matches(VerdictFilter.ALL)
                  .counts(Facet.REASON)
                  .forEach(
                      (reason, count) ->
                          strata.put(Stratum.rejected(Reason.valueOf(reason)), count));
              view.matches(ACCEPTED)
                  .counts(Facet.SOURCE)
                  .forEach((source, count) -> strata.put(Stratum.accepted(source), count));
              return strata;
            });
  }

  @Override
  public List<Position> draw(Stratum stratum, Draw draw) throws IOException {
    VerdictFilter filter =
        stratum.reason() == null
            ? ACCEPTED.with(Facet.SOURCE, stratum.source())
            : VerdictFilter.ALL.with(Facet.REASON, stratum.reason().name());
    return stream.index().look(view -> view.matches(filter).draw(samples, draw));
  }

  @Override
  public KnownReviews reviews() {
    return stream.reviews();
  }

  @Override
  public boolean isOfAnother(Review review) {
    return new IndexedPlaces(stream.index()).hasAnother(review.position(), review.id());
  }

  @Override
  public Optional<Subject> find(Position position) throws IOException {
    return stream.read(
        source -> {
          for (DecidedRow row : source.at(position)) {
            if (row instanceof DecidedRow.OfSample sample
                && new Explainer(source, centroids, false).explain(row)
                    instanceof Explanation.OfSample explanation) {
              return Optional.of(
                  new Subject(
                      Example.text(sample.row().sample(), "id"),
                      Example.text(sample.row().sample(), "source"),
                      explanation));
            }
          }
          return Optional.empty();
        });
  }
}
