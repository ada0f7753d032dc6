package io.medsift.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.console.index.ListedVerdict;
import io.medsift.console.reviews.ReviewPage;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Link;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.RefusedRequest;
import io.medsift.console.web.Reply;
import io.medsift.review.evidence.Example;
import io.medsift.review.explanation.Explainer;
import io.medsift.review.explanation.Explanation;
import io.medsift.review.explanation.ExplanationPage;
import io.medsift.review.html.Html;
import io.medsift.review.text.Formats;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One verdict: the sample beside its evidence, as {@code explain} shows it.
 *
 * @param centroids to show the prompts of a sample's cluster; null for none
 */
public record VerdictPage(VerdictStream stream, CentroidArtifact centroids) implements Page {
  private static final int SHOWN = 20_000;
  private static final int SHOWN_OF_ALL = 500_000;
  private static final int MAX_ROWS = 5;

  @Override
  public String path() {
    return VerdictLinks.LIST + "/";
  }

  @Override
  public String title() {
    return "";
  }

  @Override
  public Reply get(PageRequest request) throws IOException {
    Position position = position(request);
    List<DecidedRow> rows = stream.read(source -> source.at(position));
    if (rows.isEmpty()) {
      return gone(position);
    }
    if (request.parameter("as").isPresent()) {
      String name = position.topic() + "-" + position.partition() + "-" + position.offset();
      return new Reply.Download(name + ".txt", out -> write(out, rows.get(0)));
    }
    boolean all = request.parameter("all").isPresent();
    List<Explanation> explanations =
        stream.read(
            source -> {
              Explainer explainer = new Explainer(source, centroids, all);
              List<Explanation> found = new ArrayList<>();
              for (DecidedRow row : rows.subList(0, Math.min(MAX_ROWS, rows.size()))) {
                found.add(explainer.explain(row));
              }
              return found;
            });
    Link here = VerdictLinks.verdict(position.toString());
    return new Reply.Document(
        position.toString(),
        html -> {
          actions(html, here, longest(rows.get(0)), all);
          if (stream.topics().isPresent() && rows.get(0) instanceof DecidedRow.OfSample) {
            html.open("p", "class", "actions")
                .open("a", "href", ReviewPage.link(position).toString())
                .text("Review or revise this verdict")
                .close(2);
          }
          if (rows.size() > 1) {
            html.element(
                "p",
                "problem",
                String.format(
                    Locale.ROOT,
                    "%d rows are about this sample: there should be one, see 'medsift audit'.",
                    rows.size()));
          }
          ExplanationPage.write(html, explanations, all ? SHOWN_OF_ALL : SHOWN);
        });
  }

  /** What the index knows of a verdict whose row is not in its topic. */
  private Reply gone(Position position) throws IOException {
    List<ListedVerdict> listed = stream.index().look(view -> view.at(position));
    if (listed.isEmpty()) {
      throw RefusedRequest.notFound(
          "There is no row about "
              + position
              + ": retention has deleted it, or it is in other outputs.");
    }
    return new Reply.Document(
        position.toString(),
        html -> {
          html.open("h1", "class", "name").text(position.toString()).close();
          html.element(
              "p",
              "problem",
              "The row is no longer in the topic: retention or compaction has deleted it. This is"
                  + " what the console has kept of it, and its evidence was deleted with it.");
          html.open("ol", "class", "verdicts");
          listed.forEach(row -> VerdictsPage.row(html, row));
          html.close();
        });
  }

  private Position position(PageRequest request) {
    String[] pieces = request.below(path());
    try {
      if (pieces.length == 3) {
        return new Position(pieces[0], Integer.parseInt(pieces[1]), Long.parseLong(pieces[2]));
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw RefusedRequest.notFound(
        "A verdict has an address such as /verdicts/samples/0/311: topic, partition and offset of"
            + " the sample.");
  }

  private static void actions(Html html, Link here, int longest, boolean all) {
    html.open("p", "class", "actions");
    if (longest > SHOWN) {
      html.text(
          "The texts are cut: the longest has %s characters. ".formatted(Formats.count(longest)));
      if (!all) {
        html.open("a", "href", here.with("all", "1").toString())
            .text(longest > SHOWN_OF_ALL ? "Show more" : "Show all")
            .close();
      }
    }
    html.open("a", "href", here.with("as", "text").toString()).text("Download as text").close(2);
  }

  private static int longest(DecidedRow row) {
    if (row instanceof DecidedRow.OfSample sample) {
      int longest = 0;
      for (String field : new String[] {"prompt", "reasoning", "response"}) {
        longest = Math.max(longest, Example.text(sample.row().sample(), field).length());
      }
      return longest;
    }
    String raw = ((DecidedRow.OfDeadLetter) row).letter().raw();
    return raw == null ? 0 : raw.length();
  }

  /** Writes all of a row's texts. */
  private static void write(OutputStream out, DecidedRow row) throws IOException {
    if (row instanceof DecidedRow.OfDeadLetter letter) {
      line(out, "Dead letter", letter.position() + ": " + letter.letter().error());
      line(out, "Bytes", new Explanation.OfDeadLetter(letter.letter(), letter.place()).bytes());
      return;
    }
    DecidedRow.OfSample sample = (DecidedRow.OfSample) row;
    for (String field : new String[] {"id", "source", "track", "prompt", "reasoning", "response"}) {
      String text = Example.text(sample.row().sample(), field);
      if (!text.isEmpty()) {
        line(out, field, text);
      }
    }
  }

  private static void line(OutputStream out, String title, String text) throws IOException {
    out.write(("== " + title + "\n").getBytes(UTF_8));
    out.write(text.getBytes(UTF_8));
    out.write("\n\n".getBytes(UTF_8));
  }
}
