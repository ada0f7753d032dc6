package io.medsift.review.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The whole page. It runs no script and loads nothing, and its own policy forbids both. */
public final class Page {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private Page() {}

  /** The page as HTML. */
  public static String of(Tally tally, RunFacts facts) {
    Html html = begin("Medsift curation report", "");
    new Headline(tally, facts).write(html);
    Section.titled(
        html,
        "funnel",
        "Gate by gate",
        "How many samples each gate looked at and rejected, and how many were left after it.",
        new Funnel(tally, facts.gates()));
    Section.titled(
        html,
        "sources",
        "Source by source",
        "What became of the samples of each source, and which gates took the rest.",
        new SourceFunnels(tally));
    Section.titled(
        html,
        "licences",
        "Licences",
        "Under which licences the samples are, as their sources name them.",
        new LicenseSummary(tally));
    Section.titled(
        html,
        "reasons",
        "Reasons",
        "Why samples were rejected; shares are of all records. Each leads to its examples.",
        new ReasonTable(tally));
    if (!tally.generators().models().named().isEmpty()) {
      Section.titled(
          html,
          "generators",
          "Generated responses",
          "What the responses of each model came to, and the tokens that an accepted one took.",
          new GeneratorTable(tally.generators()));
    }
    Section.titled(
        html,
        "leaks",
        "Evaluation sets",
        "The sets that prompts were compared with, and the prompts that repeat an item of each.",
        new BenchmarkBars(tally, facts.evaluation()));
    Section.titled(
        html,
        "similarity",
        "Near-duplicates",
        "Similarity of each rejected response to the accepted one it repeats.",
        new SimilarityChart(tally));
    Section.titled(
        html,
        "clusters",
        "Prompt clusters",
        "Each area is a cluster, as large as its samples and as deep as its label is agreed.",
        new ClusterTreemap(tally));
    Section.titled(
        html,
        "examples",
        "Examples",
        "Rejected samples, drawn at random, beside what decided.",
        new Examples(tally));
    Section.titled(
        html,
        "dead-letters",
        "Dead letters",
        "Records that are not samples, with their bytes as they came.",
        new DeadLetterList(tally));
    Section.titled(
        html, "stamp", "Stamp", "What it takes to do this run again.", new Stamp(tally, facts));
    html.close(3);
    return html.page();
  }

  /**
   * A page up to the start of its content; three elements are open.
   *
   * @param style added to the style sheet that all pages share
   */
  public static Html begin(String title, String style) {
    Html html = new Html();
    html.open("html", "lang", "en").open("head").single("meta", "charset", "utf-8");
    html.single("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
        .single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .single("meta", "name", "color-scheme", "content", "light dark")
        .element("title", "", title)
        .style(styleSheet() + style)
        .close();
    return html.open("body").open("main");
  }

  private static String styleSheet() {
    try (InputStream css = Page.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the style sheet of the report cannot be read", e);
    }
  }
}
