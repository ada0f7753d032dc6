package io.medsift.console.reviews;

import io.medsift.console.reviews.ReviewSource.Subject;
import io.medsift.console.web.PageRequest;
import io.medsift.review.explanation.ExplanationPage;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import io.medsift.verdict.Review;
import io.medsift.verdict.Review.Judgement;
import io.medsift.verdict.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One sample to review: its verdict beside what the reviewer can say about it. */
record SampleView(
    ReviewBoard board, PageRequest request, ReviewDraw draw, String reviewer, Subject subject)
    implements Section {
  private static final int SHOWN = 20_000;
  private static final Map<Judgement, String> KEYS =
      Map.of(Judgement.AGREE, "a", Judgement.DISAGREE, "d", Judgement.UNSURE, "u");

  @Override
  public void write(Html html) {
    List<Position> drawn;
    try {
      drawn = draw.positions(board);
    } catch (IOException e) {
      throw new UncheckedIOException("the verdicts cannot be read", e);
    }
    Optional<Review> mine = board.review(subject, reviewer);
    html.open("section", "id", "judge", "class", "card judge", "aria-label", "Your review");
    place(html, drawn);
    judgement(html, mine, drawn.contains(subject.position()));
    html.close();
    ExplanationPage.write(html, List.of(subject.explanation()), SHOWN);
    revision(html);
  }

  private void place(Html html, List<Position> drawn) {
    int at = drawn.indexOf(subject.position());
    html.div("place")
        .open("a", "href", new ReviewDraw(draw.draw(), null, null).link().toString())
        .text("All groups")
        .close();
    step(html, at > 0 ? drawn.get(at - 1) : null, "Previous", "ArrowLeft");
    html.element(
        "span",
        "where",
        at < 0
            ? draw.stratum() + ": chosen, not drawn with this seed"
            : "%s: sample %s of %s, %s reviewed by you (%s)"
                .formatted(
                    draw.stratum(),
                    Formats.count(at + 1),
                    Formats.count(drawn.size()),
                    Formats.count(board.reviewed(drawn, reviewer)),
                    reviewer));
    step(html, at >= 0 && at + 1 < drawn.size() ? drawn.get(at + 1) : null, "Next", "ArrowRight");
    html.close();
  }

  private void step(Html html, Position to, String name, String key) {
    if (to != null) {
      html.open(
              "a", "href", draw.at(to).link().toString(), "data-key", key, "aria-keyshortcuts", key)
          .text(name)
          .close();
    }
  }

  private void judgement(Html html, Optional<Review> mine, boolean drawn) {
    boolean accepted = subject.verdict().decision() == Decision.ACCEPTED;
    request.form(html, ReviewPage.PATH);
    draw.fields(html);
    html.element(
        "p",
        "question",
        accepted
            ? "It was accepted. Is that right?"
            : "It was rejected: %s Is that right?"
                .formatted(subject.verdict().reason().sentence()));
    html.div("acts");
    for (Judgement each : Judgement.values()) {
      boolean given = mine.map(Review::judgement).filter(each::equals).isPresent();
      String name = each.wireName();
      html.open(
              "button",
              "name",
              "act",
              "value",
              name,
              "data-key",
              KEYS.get(each),
              "aria-keyshortcuts",
              KEYS.get(each),
              "aria-pressed",
              Boolean.toString(given))
          .text(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
          .element("kbd", "", KEYS.get(each))
          .close();
    }
    if (mine.isPresent()) {
      html.open("button", "name", "act", "value", "withdraw", "class", "quiet")
          .text("Withdraw your review")
          .close();
    }
    html.close();
    if (drawn && mine.filter(each -> each.seed() == null).isPresent()) {
      html.element(
          "p",
          "note",
          "You chose this sample before it was drawn. Judge it again, so that your review counts.");
    }
    html.open("label", "for", "note")
        .text("Note ")
        .element("kbd", "", "n")
        .close()
        .open(
            "textarea",
            "id",
            "note",
            "name",
            "note",
            "rows",
            "2",
            "maxlength",
            Integer.toString(Review.LONGEST_NOTE),
            "dir",
            "auto",
            "data-key",
            "n",
            "aria-keyshortcuts",
            "n")
        .text(mine.map(Review::note).orElse(""))
        .close(2);
  }

  private void revision(Html html) {
    List<Revision> history = board.history(subject);
    boolean accepted = subject.verdict().decision() == Decision.ACCEPTED;
    Revision last = history.isEmpty() ? null : history.get(history.size() - 1);
    boolean kept = last == null ? accepted : last.keeps();
    Revision.Action action = kept ? Revision.Action.REVOKE : Revision.Action.REINSTATE;
    boolean back = last != null && last.by().kind() == Revision.Author.Kind.REVIEWER;
    html.open("section", "id", "revise")
        .element("h2", "", "Revise the verdict")
        .element(
            "p",
            "lead",
            kept
                ? "The sample is part of the data. Revoking takes it out of the next export."
                : "The sample is not part of the data. Reinstating takes it into the next export.")
        .element(
            "p",
            "note",
            "A review alone changes no data; a revision does, and export, audit, explain and replay"
                + " follow it. It can be taken back: the last revision applies. Nothing else"
                + " changes: samples that were rejected as duplicates of a revoked one stay"
                + " rejected, and those that a reinstated one repeats stay accepted.");
    if (last != null) {
      html.open("p", "class", "lead", "dir", "auto")
          .text(
              "The last revision: %s by %s %s, %s%s"
                  .formatted(
                      last.keeps() ? "reinstated" : "revoked",
                      last.by().kind().wireName(),
                      last.by().name(),
                      Formats.time(Instant.ofEpochMilli(last.time())),
                      last.note() == null ? "." : ": " + last.note()))
          .close();
    }
    request.form(html, ReviewPage.PATH);
    draw.at(subject.position()).fields(html);
    html.open("label", "for", "why")
        .text("Reason, for later readers ")
        .element("kbd", "", "r")
        .close()
        .open(
            "textarea",
            "id",
            "why",
            "name",
            "note",
            "rows",
            "2",
            "required",
            "",
            "maxlength",
            Integer.toString(Review.LONGEST_NOTE),
            "dir",
            "auto",
            "data-key",
            "r",
            "aria-keyshortcuts",
            "r")
        .close()
        .open("button", "name", "act", "value", "revise-" + action.wireName(), "class", "strong")
        .text(
            back
                ? "Take back: " + action.wireName() + " the sample"
                : kept ? "Revoke the sample" : "Reinstate the sample")
        .close(3);
  }
}
