package io.medsift.console.reviews;

import static java.lang.String.format;
import static java.util.Objects.requireNonNull;

import io.medsift.console.reviews.ReviewSource.Subject;
import io.medsift.console.web.Link;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.RefusedRequest;
import io.medsift.console.web.Reply;
import io.medsift.kafka.topic.RecordLog;
import io.medsift.verdict.Position;
import io.medsift.verdict.Review;
import io.medsift.verdict.Review.Judgement;
import io.medsift.verdict.Revision;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Judges verdicts: a seeded draw of each stratum, one sample at a time. */
public final class ReviewPage implements Page {
  static final String PATH = "/review";
  static final String REVIEWER = "reviewer";
  private static final String REVISE = "revise";
  private static final String WITHDRAW = "withdraw";

  private final ReviewBoard board;

  /** The page of a board. */
  public ReviewPage(ReviewBoard board) {
    this.board = requireNonNull(board, "board is null");
  }

  /** The page at a sample. */
  public static Link link(Position sample) {
    return Link.to(PATH).with(ReviewDraw.SAMPLE, sample.toString());
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String title() {
    return "Review";
  }

  @Override
  public Reply get(PageRequest request) throws IOException {
    String name = reviewer(request).orElse(null);
    ReviewDraw draw = ReviewDraw.of(request);
    if (name == null || (draw.stratum() == null && draw.sample() == null)) {
      return new Reply.Document("Review", new StrataView(board, request, draw, name));
    }
    Optional<Subject> subject =
        draw.sample() == null
            ? board.next(draw.positions(board), name)
            : Optional.of(find(draw.sample()));
    if (subject.isEmpty()) {
      return new Reply.Document("Review", new StrataView(board, request, draw, name));
    }
    return new Reply.Document(
        "Review " + subject.get().id(),
        new SampleView(board, request, draw.at(subject.get()), name, subject.get()));
  }

  // What a browser remembers may be anything.
  private static Optional<String> reviewer(PageRequest request) {
    return request.remembered(REVIEWER).filter(name -> Review.problemOfName(name) == null);
  }

  private Subject find(Position position) throws IOException {
    return board
        .find(position)
        .orElseThrow(
            () ->
                RefusedRequest.notFound("There is no verdict on the sample at " + position + "."));
  }

  @Override
  public Reply post(PageRequest request) throws IOException {
    ReviewDraw draw = ReviewDraw.of(request);
    String act = request.parameter("act").orElse("");
    if (act.equals(REVIEWER)) {
      String name = request.parameter(REVIEWER).orElse("");
      String problem = Review.problemOfName(name);
      if (problem != null) {
        throw RefusedRequest.wrong("Not possible: " + problem + ".");
      }
      return new Reply.Redirect(draw.link().toString(), Map.of(REVIEWER, name));
    }
    String name =
        reviewer(request)
            .orElseThrow(() -> RefusedRequest.wrong("Enter the name of the reviewer first."));
    if (draw.sample() == null) {
      throw RefusedRequest.wrong("The form names no sample.");
    }
    Subject subject = find(draw.sample());
    ReviewDraw at = draw.at(subject);
    try {
      return new Reply.Redirect(apply(act, request, at, name, subject));
    } catch (RecordLog.UnknownOutcomeException e) {
      throw new RefusedRequest(503, e.getMessage() + "; reload the page to see.");
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new RefusedRequest(409, "Nothing was written: " + e.getMessage() + ".");
    } catch (KafkaException e) {
      throw new RefusedRequest(503, "Nothing was written: " + e.getMessage() + ".");
    }
  }

  /**
   * The note of a form; null for none. A browser sends two characters for each line break, and
   * counts one.
   */
  static String note(PageRequest request) {
    return request.parameter("note").map(note -> note.replace("\r\n", "\n")).orElse(null);
  }

  private String apply(
      String act, PageRequest request, ReviewDraw draw, String name, Subject subject)
      throws IOException {
    String note = note(request);
    if (note != null && note.length() > Review.LONGEST_NOTE) {
      throw new IllegalArgumentException(
          format(
              Locale.ROOT,
              "a note has at most %d characters, got %d",
              Review.LONGEST_NOTE,
              note.length()));
    }
    if (act.equals(WITHDRAW)) {
      board.withdraw(subject.position(), name);
      return draw.link().toString();
    }
    if (act.startsWith(REVISE)) {
      if (note == null) {
        throw new IllegalArgumentException("a revision needs a note that gives the reason");
      }
      board.revise(subject, name, action(act), note);
      return draw.link().toString();
    }
    List<Position> drawn = draw.positions(board);
    boolean isDrawn = drawn.contains(subject.position());
    // What was drawn once stays so, however its reviewer comes back to it.
    Long seed =
        isDrawn
            ? Long.valueOf(draw.draw().seed())
            : board.review(subject, name).map(Review::seed).orElse(null);
    board.write(subject, name, judgement(act), note, seed);
    return (isDrawn ? draw.without() : draw).link().toString();
  }

  private static Revision.Action action(String act) {
    for (Revision.Action each : Revision.Action.values()) {
      if (act.equals(REVISE + "-" + each.wireName())) {
        return each;
      }
    }
    throw RefusedRequest.wrong("There is no action '" + act + "'.");
  }

  private static Judgement judgement(String act) {
    for (Judgement each : Judgement.values()) {
      if (act.equals(each.wireName().toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    throw RefusedRequest.wrong(
        "The action must be one of agree, disagree, unsure, withdraw, revise-revoke and"
            + " revise-reinstate, got '"
            + act
            + "'.");
  }
}
