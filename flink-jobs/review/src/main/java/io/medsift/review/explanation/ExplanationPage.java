package io.medsift.review.explanation;

import io.medsift.centroids.Cluster;
import io.medsift.review.evidence.EvidencePanel;
import io.medsift.review.evidence.Example;
import io.medsift.review.html.EvidenceView;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.text.Excerpt;
import io.medsift.review.text.Formats;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Review;
import io.medsift.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Explanations as one HTML page. */
public final class ExplanationPage {
  private static final String STYLE =
      """
      .prompt { font-size: 14px; margin-top: 6px; overflow-wrap: anywhere; unicode-bidi: isolate; }
      .example > .side + .side { margin-top: 14px; }
      .text { max-height: 75vh; }
      h1 { overflow-wrap: anywhere; }
      .passed { --colour: var(--accepted); } .passed .answer > div { background: var(--shared); }
      """;

  private static final int MAX_NAME_LENGTH = 48;

  private static final int MAX_FACT = 2_000;

  private final Html html;
  private final int longest;
  private int sections;

  private ExplanationPage(Html html, int longest) {
    this.html = html;
    this.longest = longest;
  }

  /** Returns the page of some rows, in their order. */
  public static String of(List<Explanation> explanations) {
    Html html = Html.page("Medsift verdict", STYLE);
    new ExplanationPage(html, Integer.MAX_VALUE).addAll(explanations);
    return html.end();
  }

  /**
   * Writes some rows as a part of a page that has {@link #style()}.
   *
   * @param longest characters of a text that are shown; of the texts beside each other those around
   *     what stands out
   */
  public static void write(Html html, List<Explanation> explanations, int longest) {
    new ExplanationPage(html, longest).addAll(explanations);
  }

  /** The style sheet of explanations, which goes behind that of all pages. */
  public static String style() {
    return STYLE;
  }

  private void addAll(List<Explanation> explanations) {
    for (Explanation each : explanations) {
      if (each instanceof Explanation.OfSample sample) {
        add(sample);
      } else if (each instanceof Explanation.OfDeadLetter letter) {
        add(letter);
      }
    }
  }

  /** The panel as it is, or cut where one of its texts is too long. */
  private EvidencePanel bounded(EvidencePanel panel) {
    boolean fits =
        panel.texts().stream()
            .allMatch(
                text -> text.spans().stream().mapToLong(s -> s.text().length()).sum() <= longest);
    EvidencePanel cut = fits ? panel : panel.shortened();
    return longest == Integer.MAX_VALUE
        ? cut
        : new EvidencePanel(
            cut.facts().stream()
                .map(
                    fact ->
                        new EvidencePanel.Fact(
                            fact.name(), Excerpt.head(fact.value(), MAX_FACT), fact.kind()))
                .toList(),
            cut.texts(),
            cut.marks());
  }

  private void add(Explanation.OfSample explanation) {
    Example sample = explanation.sample();
    headline(sample.id(), explanation.outcome(), sentence(explanation));
    if (explanation.evidence() != null) {
      section(
          "What decided",
          "The sample beside what it was rejected for.",
          () -> piece(explanation.evidence(), explanation.evidence().panel(), explanation));
    }
    section("The sample", "All of its text.", () -> texts(explanation));
    if (!explanation.findings().isEmpty()) {
      section(
          "What it passed",
          "What the gates before found, in their order.",
          () -> findings(explanation));
    }
    for (Explanation.Link link : explanation.links()) {
      section("The sample " + link.role(), link.position().toString(), () -> link(link));
    }
    for (Explanation.Change change : explanation.revisions()) {
      section("Later " + change.outcome(), sentence(change), () -> change(change, explanation));
    }
    if (!explanation.reviews().isEmpty()) {
      section("Reviews", "What people think of the verdict.", () -> reviews(explanation.reviews()));
    }
    if (explanation.prompt() != null) {
      section(
          "All responses to the prompt",
          "The outcome of each, and the counts of all.",
          () -> prompt(explanation.prompt()));
    }
    section("Stamp", "What decided, and where the rows are.", () -> stamp(explanation));
  }

  private static String sentence(Explanation.OfSample explanation) {
    Verdict verdict = explanation.verdict();
    String reason = verdict.reason() == null ? "No gate rejected it." : verdict.reason().sentence();
    return reason + " " + verdict.position();
  }

  private void add(Explanation.OfDeadLetter explanation) {
    DeadLetter letter = explanation.letter();
    headline(letter.position().toString(), "dead letter", letter.error());
    section(
        "The bytes",
        "As received. The row is at " + explanation.place() + ".",
        () ->
            html.open("div", "class", "text raw", "dir", "auto", "tabindex", "0")
                .text(Excerpt.head(explanation.bytes(), longest))
                .close());
  }

  private void headline(String name, String outcome, String sentence) {
    html.element("p", "brand", "Medsift verdict")
        .open("h1", "dir", "auto")
        .text(name)
        .close()
        .open("p", "class", "lead", "dir", "auto")
        .element("b", "", outcome)
        .text(". " + sentence)
        .close();
  }

  private void section(String title, String sentence, Runnable content) {
    sections++;
    Section.titled(html, "part-" + sections, title, sentence, into -> content.run());
  }

  private void findings(Explanation.OfSample explanation) {
    for (Explanation.Piece finding : explanation.findings()) {
      piece(finding, finding.panel().shortened(), explanation);
    }
  }

  private void piece(
      Explanation.Piece piece, EvidencePanel panel, Explanation.OfSample explanation) {
    boolean decided = piece.equals(explanation.evidence());
    String colour = decided ? Formats.colour(explanation.verdict().gate()) : "passed";
    html.open("article", "class", "card example " + colour)
        .div("meta")
        .element("span", "chip", piece.gate())
        .element("b", "", explanation.sample().id())
        .element("span", "", explanation.sample().source())
        .element("span", "", explanation.sample().track())
        .close();
    EvidenceView.write(html, bounded(panel));
    if (piece.cluster() != null) {
      html.element("p", "note", "Prompts nearest to the centre of the cluster, with their votes:");
      for (Cluster.NearestPrompt prompt : piece.cluster().nearest()) {
        html.element(
            "p",
            "prompt",
            Formats.decimal(prompt.distance(), 3)
                + " · "
                + (prompt.label() == null ? "no vote" : prompt.label())
                + " · "
                + Excerpt.head(prompt.prompt(), longest));
      }
    } else if (piece.evidence() instanceof Evidence.Domain) {
      html.element("p", "note", "The cluster's nearest prompts show with --centroids DIR.");
    }
    html.close();
  }

  private void texts(Explanation.OfSample explanation) {
    Gate gate = explanation.verdict().gate();
    html.open(
        "article", "class", "card example " + (gate == null ? "accepted" : Formats.colour(gate)));
    text("Prompt", explanation.sample().prompt());
    text("Trace", explanation.sample().reasoning());
    text("Response", explanation.sample().response());
    html.close();
  }

  private void text(String title, String text) {
    if (!text.isEmpty()) {
      html.div("side")
          .element("h4", "", title)
          .open("div", "class", "text", "dir", "auto", "tabindex", "0")
          .text(Excerpt.head(text, longest))
          .close(2);
      if (text.length() > longest) {
        html.element(
            "p",
            "note",
            String.format(Locale.ROOT, "The first %,d of %,d characters.", longest, text.length()));
      }
    }
  }

  private void link(Explanation.Link link) {
    Explanation.OfSample named = link.explanation();
    if (named == null) {
      html.element(
          "p",
          "empty",
          "Its row was not found: retention has deleted it, or it is in other " + "outputs.");
      return;
    }
    html.element("p", "lead", named.sample().id() + ": " + named.outcome());
    if (named.evidence() != null) {
      piece(named.evidence(), named.evidence().panel().shortened(), named);
    }
    texts(named);
    findings(named);
  }

  private void prompt(Explanation.PromptResponses prompt) {
    html.div("card").open("dl");
    prompt.facts().forEach(this::row);
    html.close();
    html.open("table").head(List.of("response", "position", "outcome"));
    for (Explanation.PromptResponse response : prompt.responses()) {
      html.open("tr")
          .rowHead("", response.id(), MAX_NAME_LENGTH)
          .element("td", "", response.position().toString())
          .element("td", "", response.line())
          .close();
    }
    html.close();
    if (!prompt.missing().isEmpty()) {
      html.element("p", "note", prompt.missing());
    }
    html.close();
  }

  private void stamp(Explanation.OfSample explanation) {
    Verdict verdict = explanation.verdict();
    html.div("card").open("dl");
    row("Recipe", verdict.recipe().name() + " · " + verdict.recipe().hash());
    new TreeMap<>(verdict.artifacts())
        .forEach((name, fingerprint) -> row("Artifact " + name, fingerprint));
    row("In the topic since", Instant.ofEpochMilli(verdict.timestamp()).toString());
    row("Position", verdict.position().toString());
    row("Row", explanation.place());
    html.close(2);
  }

  private static String sentence(Explanation.Change change) {
    return change.revision().reason() == null
        ? "The verdict was revised."
        : change.revision().reason().sentence();
  }

  private void change(Explanation.Change change, Explanation.OfSample explanation) {
    html.div("card").open("dl");
    change.facts().forEach(this::row);
    html.close(2);
    if (change.evidence() != null) {
      piece(change.evidence(), change.evidence().panel(), explanation);
    }
  }

  private void reviews(List<Review> reviews) {
    html.div("card").open("dl");
    reviews.stream().map(Explanation::fact).forEach(fact -> row(fact.getKey(), fact.getValue()));
    html.close(2);
  }

  private void row(String name, String value) {
    html.element("dt", "", name)
        .element("dd", "", longest == Integer.MAX_VALUE ? value : Excerpt.head(value, MAX_FACT));
  }
}
