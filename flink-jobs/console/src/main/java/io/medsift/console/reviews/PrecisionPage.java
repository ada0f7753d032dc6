package io.medsift.console.reviews;

import io.medsift.console.web.Link;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.PagedRows;
import io.medsift.console.web.Reply;
import io.medsift.review.html.Section;
import io.medsift.review.reviews.Precision;
import io.medsift.review.reviews.Precision.Line;
import io.medsift.review.reviews.PrecisionTable;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Precision of the verdicts, as reviewers judge it. */
public record PrecisionPage(ReviewBoard board) implements Page {
  private static final String SENTENCE =
      "Of the verdicts that reviewers have judged: the share of rejections that are right, and of"
          + " accepted samples that should have been rejected, with intervals of 95 % (Wilson).";
  private static final String METHOD =
      "Each sample counts once, if it was drawn: where its reviewers contradict each other it is"
          + " split, and samples that are split or unsure count in no share. The share of a gate,"
          + " or of all sources, weighs those of its groups by their numbers of verdicts, once each"
          + " group has a sample that is agreed or disagreed with, with the interval of Zou, Huang"
          + " and Zhang (2009). Kappa is Cohen's, over agree, disagree and unsure.";

  private static final String PATH = "/precision";
  private static final String SECTION = "precision";
  private static final String SOURCES = "sources";
  private static final int ROWS_OF_PART = 100;

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String title() {
    return "Precision";
  }

  @Override
  public Reply get(PageRequest request) throws IOException {
    Precision precision = board.precision();
    List<Line> accepted = precision.accepted();
    List<Line> ofAll = accepted.subList(0, Math.min(1, accepted.size()));
    PagedRows<Line> part =
        PagedRows.of(
            request, SOURCES, accepted.subList(ofAll.size(), accepted.size()), ROWS_OF_PART);
    Precision shown =
        precision.withAccepted(Stream.concat(ofAll.stream(), part.rows().stream()).toList());
    return new Reply.Document(
        "Precision",
        html -> {
          html.element("h1", "", "How often verdicts are right");
          Section.titled(
              html,
              SECTION,
              "Precision by review",
              SENTENCE,
              into -> {
                new PrecisionTable(shown).write(into);
                part.links(into, Link.to(PATH), SECTION, SOURCES);
              });
          html.element("p", "note", METHOD)
              .open("p")
              .open("a", "href", "/review")
              .text("Review a sample")
              .close(2);
        });
  }
}
