package io.medsift.review.report;

import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Gate;

/** The whole page. It runs no script and loads nothing, and its own policy forbids both. */
public final class ReportPage {
  private ReportPage() {}

  /** The page as HTML. */
  public static String of(Tally tally, RunFacts facts) {
    Html html = Html.page("Medsift curation report", "");
    new Headline(tally, facts).write(html);
    Section.titled(
        html,
        "funnel",
        "Gate by gate",
        "Samples that each gate examined and rejected, and how many were left after it.",
        new Funnel(tally, facts.gates()));
    Section.titled(
        html,
        "sources",
        "Source by source",
        "Samples accepted of each source, and which gates rejected the others.",
        new SourceFunnels(tally));
    Section.titled(
        html,
        "licences",
        "Licences",
        "Licences of the samples, as their sources name them.",
        new LicenseSummary(tally));
    Section.titled(
        html,
        "reasons",
        "Reasons",
        "Reasons for rejection; shares are of all records. Each links to its examples.",
        new ReasonTable(tally));
    if (!tally.generators().models().named().isEmpty()) {
      Section.titled(
          html,
          "generators",
          "Generated responses",
          "Outcomes of the responses of each model, and the tokens per accepted response.",
          new GeneratorTable(tally.generators()));
    }
    if (tally.passRates().all().prompts() > 0) {
      Section.titled(
          html,
          "pass-rates",
          "Pass rates",
          "Prompts by the share of their verified responses that are correct, in percent.",
          new PassRateChart(tally.passRates(), null));
    }
    Section.titled(
        html,
        "leaks",
        "Evaluation sets",
        "The sets that prompts were compared with, and the prompts that repeat an item of each.",
        new BenchmarkBars(tally, facts.evaluation()));
    Section.titled(
        html,
        "contamination",
        "Contamination",
        "What the accepted samples were compared with, how many changed items the rules find, and"
            + " what was not checked.",
        new ContaminationTables(facts.contamination()));
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
        "Each area is a cluster: its size shows the number of samples, its colour depth the"
            + " agreement on its label.",
        new ClusterTreemap(tally));
    Section.titled(
        html,
        "examples",
        "Examples",
        "Rejected samples, drawn at random, beside the evidence.",
        new Examples(tally));
    Section.titled(
        html,
        "dead-letters",
        "Dead letters",
        "Records that are not samples, with their bytes as received.",
        new DeadLetterList(tally));
    Section.titled(
        html, "stamp", "Stamp", "What is needed to repeat this run.", new Stamp(tally, facts));
    return html.end();
  }

  /** Recipe, artifacts, versions and input, which are needed to repeat the run. */
  private record Stamp(Tally tally, RunFacts facts) implements Section {
    @Override
    public void write(Html html) {
      html.div("card").open("dl");
      if (tally.recipe() != null) {
        row(html, "Recipe", tally.recipe().name() + " · " + tally.recipe().hash());
      }
      tally.artifacts().forEach((name, fingerprint) -> row(html, "Artifact " + name, fingerprint));
      row(html, "Medsift", facts.version());
      row(html, "Input", String.join("\n", facts.inputs()));
      row(html, "Records", Formats.count(facts.lines()));
      if (!facts.remarks().isEmpty()) {
        row(html, "Notes", String.join("\n", facts.remarks()));
      }
      row(
          html,
          "Run",
          facts.partitions()
              + " partitions, parallelism "
              + facts.parallelism()
              + ", "
              + facts.duration());
      row(html, "Finished", facts.finished());
      html.close(2);
    }

    private static void row(Html html, String name, String value) {
      html.element("dt", "", name).element("dd", "", value);
    }
  }

  /** The first thing seen: how much was kept, and one bar that shows what became of everything. */
  private record Headline(Tally tally, RunFacts facts) implements Section {
    @Override
    public void write(Html html) {
      html.open("header").element("p", "brand", "Medsift curation report");
      html.open("h1")
          .element("strong", "", Formats.count(tally.all().accepted()))
          .text(" of " + Formats.count(tally.records()) + " records accepted")
          .close();
      html.open("p", "class", "lead");
      if (tally.recipe() != null) {
        html.text("Recipe ").element("b", "", tally.recipe().name()).text(" · ");
      }
      html.text(facts.finished() + " · " + facts.duration()).close();
      OutcomeBar.write(html, tally.all(), tally.deadLetters().total());
      legend(html);
      tiles(html);
      html.close();
    }

    private void legend(Html html) {
      html.open("ul", "class", "legend").element("li", "accepted", "accepted");
      for (Gate gate : Gate.values()) {
        if (tally.all().rejected(gate) > 0) {
          html.element("li", Formats.colour(gate), gate.wireName());
        }
      }
      if (tally.deadLetters().total() > 0) {
        html.element("li", "dead", "dead letters");
      }
      html.close();
    }

    private void tiles(Html html) {
      long rejected = tally.all().samples() - tally.all().accepted();
      html.div("tiles");
      tile(html, "Accepted", tally.all().accepted(), share(tally.all().accepted()));
      tile(html, "Rejected", rejected, share(rejected));
      tile(html, "Dead letters", tally.deadLetters().total(), share(tally.deadLetters().total()));
      tile(html, "Late", tally.late(), "decided just after the watermark");
      tile(html, "Repeated", tally.repeated(), "decided before, same verdict");
      html.div("tile")
          .element("span", "name", "Records per second")
          .element("span", "figure", facts.rate(tally.records()))
          .element("span", "note", "while the job ran")
          .close();
      html.close();
    }

    private String share(long part) {
      return Formats.share(part, tally.records());
    }

    private static void tile(Html html, String name, long value, String note) {
      html.div("tile")
          .element("span", "name", name)
          .element("span", "figure", Formats.count(value))
          .element("span", "note", note)
          .close();
    }
  }
}
