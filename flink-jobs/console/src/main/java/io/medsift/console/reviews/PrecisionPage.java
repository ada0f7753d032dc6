package io.medsift.console.reviews;

import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.Reply;
import io.medsift.review.html.Section;
import io.medsift.review.reviews.Precision;
import io.medsift.review.reviews.PrecisionTable;
import java.io.IOException;

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

  @Override
  public String path() {
    return "/precision";
  }

  @Override
  public String title() {
    return "Precision";
  }

  @Override
  public Reply get(PageRequest request) throws IOException {
    Precision precision = board.precision();
    return new Reply.Document(
        "Precision",
        html -> {
          html.element("h1", "", "How often verdicts are right");
          Section.titled(
              html, "precision", "Precision by review", SENTENCE, new PrecisionTable(precision));
          html.element("p", "note", METHOD)
              .open("p")
              .open("a", "href", "/review")
              .text("Review a sample")
              .close(2);
        });
  }
}
