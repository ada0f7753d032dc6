package io.medsift.console.comparison;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.console.comparison.Flows.Flow;
import io.medsift.console.stream.Snapshot;
import io.medsift.console.stream.Snapshot.State;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Link;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.Reply;
import io.medsift.review.comparison.ComparedRun;
import io.medsift.review.comparison.Comparison;
import io.medsift.review.comparison.Differences;
import io.medsift.review.html.Html;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Two runs over the same samples: from which outcome to which, examples, and what caused it. */
public final class ComparePage implements Page, AutoCloseable {
  static final String PATH = "/compare";
  static final String FROM = "from";
  static final String TO = "to";

  /** Examples that are kept of each change. */
  static final int EXAMPLES = 50;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final VerdictStream stream;
  private final OtherRun other;
  private final TwoVerdicts details;
  private final Snapshot<Compared> compared;

  /** A comparison, and the flows that it shows. */
  private record Compared(Differences differences, Flows flows) {}

  /**
   * Compares the run of a stream with another.
   *
   * @param other null where the console was told of none
   * @param centroids to show the prompts of a sample's cluster; null for none
   */
  public ComparePage(VerdictStream stream, OtherRun other, CentroidArtifact centroids) {
    this.stream = stream;
    this.other = other;
    this.details = new TwoVerdicts(stream, other, centroids);
    this.compared =
        new Snapshot<>(
            "medsift-console-comparison",
            progress -> {
              Differences differences =
                  Comparison.of(own(stream), other.rows(), EXAMPLES, progress);
              return new Compared(differences, new Flows(differences));
            });
  }

  private static ComparedRun own(VerdictStream stream) {
    return stream
        .topics()
        .map(ComparedRun::of)
        .orElseGet(() -> ComparedRun.of(stream.directory().orElseThrow()));
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String title() {
    return "Compare";
  }

  @Override
  public Reply get(PageRequest request) throws IOException {
    if (other == null) {
      return new Reply.Document("Compare", this::alone);
    }
    State<Compared> now = compared.now();
    if (now.at() == null && !now.reading()) {
      compared.renew();
      now = compared.await(PATIENCE);
    }
    State<Compared> shown = now;
    if (request.below(PATH).length > 0) {
      return details.get(request, shown.figures() == null ? null : shown.figures().differences());
    }
    String from = request.parameter(FROM).orElse(null);
    String to = request.parameter(TO).orElse(null);
    if (shown.figures() == null) {
      return new Reply.Document("Compare", html -> status(html, shown), html -> {});
    }
    Differences differences = shown.figures().differences();
    Flows flows = shown.figures().flows();
    if (from == null && to == null) {
      return new Reply.Document(
          "Compare",
          html -> status(html, shown),
          html -> {
            again(html, request);
            new FlowTable(request, differences, flows).write(html);
          });
    }
    List<Flow> between = flows.between(from, to);
    List<FlowExamples.Shown> examples = FlowExamples.of(stream, between);
    return new Reply.Document(
        "Compare",
        html -> status(html, shown),
        html -> FlowExamples.write(html, between, examples));
  }

  @Override
  public Reply post(PageRequest request) {
    if (other != null) {
      compared.renew();
      compared.await(PATIENCE);
    }
    return new Reply.Redirect(PATH);
  }

  private void alone(Html html) {
    html.element("h1", "", "Compare")
        .element(
            "p",
            "empty",
            stream.topics().isPresent()
                ? "Start the console with --compare PREFIX to compare these verdicts with those of"
                    + " a replay, such as of 'medsift replay --recipe FILE --into PREFIX'."
                : "Start the console with --compare DIR to compare these results with those that"
                    + " 'run' wrote to DIR for the same input, such as with another recipe.");
  }

  private void status(Html html, State<Compared> now) {
    html.element("h1", "", "Compare").open("dl", "class", "runs");
    html.element("dt", "", "This run").element("dd", "", stream.subject());
    html.element("dt", "", "Other run").element("dd", "", other.subject());
    html.close();
    if (!now.problem().isEmpty()) {
      html.open("p", "class", "problem", "role", "alert")
          .text("The runs cannot be compared: " + now.problem() + ".")
          .close();
    }
    if (now.reading()) {
      html.open("p", "class", "note")
          .text("Comparing: %s read so far. ".formatted(Plural.of(now.records(), "row")))
          .open("a", "href", PATH)
          .text("Reload the page")
          .close()
          .text(" to see the result.")
          .close();
    } else if (now.at() != null) {
      html.element("p", "note", "Compared at %s.".formatted(Formats.time(now.at())));
    }
  }

  private void again(Html html, PageRequest request) {
    if (stream.progress().live()) {
      request.form(html, PATH).open("button", "class", "plain").text("Compare again").close(2);
    }
  }

  /** The page of the changes between two outcomes, or groups of them. */
  static Link between(String from, String to) {
    return Link.to(PATH).with(FROM, from).with(TO, to);
  }

  @Override
  public void close() {
    compared.close();
  }
}
