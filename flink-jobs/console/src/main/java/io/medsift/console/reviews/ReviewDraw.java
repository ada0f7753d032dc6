package io.medsift.console.reviews;

import io.medsift.console.reviews.ReviewSource.Subject;
import io.medsift.console.web.Link;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.RefusedRequest;
import io.medsift.review.html.Html;
import io.medsift.review.reviews.Draw;
import io.medsift.verdict.Position;
import io.medsift.verdict.Stratum;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a reviewer is: the parameters of the page.
 *
 * @param stratum null for none yet
 * @param sample null for the next one that is not reviewed
 */
record ReviewDraw(Draw draw, Stratum stratum, Position sample) {
  static final String SEED = "seed";
  static final String SIZE = "size";
  static final int LARGEST = 10_000;
  private static final String STRATUM = "stratum";
  static final String SAMPLE = "sample";
  private static final int USUAL_SIZE = 50;

  /**
   * Reads the parameters of a request.
   *
   * @throws RefusedRequest if one has a value that is not allowed
   */
  static ReviewDraw of(PageRequest request) {
    Draw draw =
        new Draw(
            request.number(SEED, 1, Long.MIN_VALUE, Long.MAX_VALUE),
            (int) request.number(SIZE, USUAL_SIZE, 1, LARGEST));
    Stratum stratum =
        request
            .exact(STRATUM)
            .map(
                name ->
                    Stratum.named(name)
                        .orElseThrow(
                            () ->
                                RefusedRequest.wrong(
                                    "stratum must be a gate and a reason such as"
                                        + " verify/WRONG_ANSWER, or accepted/ and a source, got '"
                                        + name
                                        + "'.")))
            .orElse(null);
    Position sample = request.parameter(SAMPLE).map(ReviewDraw::position).orElse(null);
    return new ReviewDraw(draw, stratum, sample);
  }

  private static Position position(String text) {
    return Position.named(text)
        .orElseThrow(
            () ->
                RefusedRequest.wrong(
                    "sample must be a position such as samples/0@311, got '" + text + "'."));
  }

  /** The samples that are drawn of the stratum. */
  List<Position> positions(ReviewBoard board) throws IOException {
    return board.draw(stratum, draw);
  }

  /** The same at a sample, in the stratum of which that is. */
  ReviewDraw at(Subject subject) {
    return new ReviewDraw(draw, subject.stratum(), subject.position());
  }

  /** The same at another sample. */
  ReviewDraw at(Position position) {
    return new ReviewDraw(draw, stratum, position);
  }

  /** The same at the next sample that is not reviewed. */
  ReviewDraw without() {
    return new ReviewDraw(draw, stratum, null);
  }

  /** The same in a stratum. */
  ReviewDraw in(Stratum other) {
    return new ReviewDraw(draw, other, null);
  }

  /** The page there. */
  Link link() {
    Link link = Link.to(ReviewPage.PATH);
    for (Map.Entry<String, String> parameter : parameters().entrySet()) {
      link = link.with(parameter.getKey(), parameter.getValue());
    }
    return link;
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put(SEED, Long.toString(draw.seed()));
    parameters.put(SIZE, Integer.toString(draw.size()));
    if (stratum != null) {
      parameters.put(STRATUM, stratum.toString());
    }
    if (sample != null) {
      parameters.put(SAMPLE, sample.toString());
    }
    return parameters;
  }

  /** Writes the parameters as hidden fields of a form. */
  void fields(Html html) {
    parameters()
        .forEach(
            (name, value) -> html.single("input", "type", "hidden", "name", name, "value", value));
  }
}
