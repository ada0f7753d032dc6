package io.medsift.console.comparison;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.console.pages.VerdictLinks;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.RefusedRequest;
import io.medsift.console.web.Reply;
import io.medsift.review.comparison.Differences;
import io.medsift.review.explanation.Explainer;
import io.medsift.review.explanation.Explanation;
import io.medsift.review.explanation.ExplanationPage;
import io.medsift.review.html.Html;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.review.verdicts.VerdictSource;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The verdicts of two runs on one sample, with the evidence of each. */
record TwoVerdicts(VerdictStream stream, OtherRun other, CentroidArtifact centroids) {
  private static final int SHOWN = 4_000;
  private static final int MAX_ROWS = 3;

  /** The page of a sample; {@code differences} is null while they are not known. */
  Reply get(PageRequest request, Differences differences) throws IOException {
    Position position = position(request);
    if (differences == null) {
      throw new RefusedRequest(503, "The runs are being compared: reload the page.");
    }
    // Both at once: the other run is read under the limits of this one, as by its brokers.
    List<List<Explanation>> both =
        stream.read(
            source -> {
              try (VerdictSource second = other.opening().open(differences)) {
                return List.of(explain(source, position), explain(second, position));
              }
            });
    List<Explanation> own = both.get(0);
    List<Explanation> others = both.get(1);
    if (own.isEmpty() && others.isEmpty()) {
      throw RefusedRequest.notFound("Neither run has a row about " + position + ".");
    }
    return new Reply.Document(
        position.toString(),
        html -> {
          html.open("p", "class", "actions")
              .open("a", "href", ComparePage.PATH)
              .text("All flows")
              .close()
              .open("a", "href", VerdictLinks.verdict(position.toString()).toString())
              .text("The verdict of this run alone")
              .close(2);
          run(html, "This run", stream.subject(), own);
          run(html, "Other run", other.subject(), others);
        });
  }

  private List<Explanation> explain(VerdictSource source, Position position) throws IOException {
    Explainer explainer = new Explainer(source, centroids, false);
    List<Explanation> found = new ArrayList<>();
    for (DecidedRow row : source.at(position).stream().limit(MAX_ROWS).toList()) {
      found.add(explainer.explain(row));
    }
    return found;
  }

  private static void run(Html html, String title, String subject, List<Explanation> explanations) {
    html.open("section", "class", "run", "aria-label", title)
        .element("p", "brand", title)
        .element("p", "subject", subject);
    if (explanations.isEmpty()) {
      html.element("p", "empty", "It has no row about this sample.");
    } else {
      ExplanationPage.write(html, explanations, SHOWN);
    }
    html.close();
  }

  private static Position position(PageRequest request) {
    String[] pieces = request.below(ComparePage.PATH);
    try {
      if (pieces.length == 3) {
        return new Position(pieces[0], Integer.parseInt(pieces[1]), Long.parseLong(pieces[2]));
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw RefusedRequest.notFound(
        "A sample has an address such as /compare/samples/0/311: topic, partition and offset.");
  }
}
