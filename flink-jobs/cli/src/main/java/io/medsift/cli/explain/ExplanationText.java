package io.medsift.cli.explain;

import io.medsift.centroids.Cluster;
import io.medsift.review.evidence.EvidencePanel;
import io.medsift.review.explanation.Explanation;
import io.medsift.review.text.Excerpt;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.review.text.Span;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** An explanation in a terminal. */
final class ExplanationText {
  private static final int PROMPT = 110;
  private static final int TEXT = 1_600;
  private static final int RESPONSES = 16;

  private final Terminal terminal;

  ExplanationText(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Writes an explanation, then those of the samples that it rests on. */
  void write(Explanation explanation) {
    if (explanation instanceof Explanation.OfSample sample) {
      write(sample);
    } else if (explanation instanceof Explanation.OfDeadLetter letter) {
      write(letter);
    }
  }

  private void write(Explanation.OfSample explanation) {
    Verdict verdict = explanation.verdict();
    head(explanation);
    for (Explanation.Piece finding : explanation.findings()) {
      terminal.gap();
      terminal.title("Passed " + finding.gate());
      facts(finding, finding.panel());
    }
    if (explanation.evidence() != null) {
      terminal.gap();
      terminal.title("Rejected by " + explanation.evidence().gate());
      EvidencePanel panel = explanation.evidence().panel().shortened();
      facts(explanation.evidence(), panel);
      terminal.gap();
      texts(panel);
    } else {
      terminal.gap();
      plain("Prompt", explanation.sample().prompt());
      plain("Trace", explanation.sample().reasoning());
      plain("Response", explanation.sample().response());
    }
    terminal.gap();
    stamp(verdict);
    if (explanation.prompt() != null) {
      terminal.gap();
      prompt(explanation.prompt());
    }
    for (Explanation.Change change : explanation.revisions()) {
      terminal.gap();
      change(change);
    }
    if (!explanation.reviews().isEmpty()) {
      terminal.gap();
      terminal.title("Reviews");
      explanation.reviews().stream()
          .map(Explanation::fact)
          .forEach(fact -> terminal.fact(fact.getKey(), fact.getValue()));
    }
    for (Explanation.Link link : explanation.links()) {
      terminal.gap();
      link(link);
    }
  }

  private void head(Explanation.OfSample explanation) {
    Verdict verdict = explanation.verdict();
    terminal.title(explanation.sample().id() + ": " + explanation.outcome());
    if (verdict.reason() != null) {
      terminal.line(verdict.reason().sentence());
    }
    terminal.fact("position", verdict.position().toString());
    terminal.fact(
        "source, track", explanation.sample().source() + ", " + explanation.sample().track());
    terminal.fact("row", explanation.place());
  }

  private void facts(Explanation.Piece piece, EvidencePanel panel) {
    for (EvidencePanel.Fact fact : panel.facts()) {
      terminal.fact(fact.name(), fact.value());
    }
    if (piece.cluster() != null) {
      terminal.fact("votes", piece.cluster().votes().toString());
      for (Cluster.NearestPrompt prompt : piece.cluster().nearest()) {
        terminal.fact(
            "prompt at distance " + Formats.decimal(prompt.distance(), 3),
            (prompt.label() == null ? "no vote" : prompt.label())
                + ": "
                + Excerpt.head(prompt.prompt(), PROMPT));
      }
    } else if (piece.evidence() instanceof Evidence.Domain) {
      terminal.soft("The cluster's nearest prompts show with --centroids DIR of these centroids.");
    }
  }

  private void texts(EvidencePanel panel) {
    terminal.texts(
        panel.texts().stream().map(EvidencePanel.Text::title).toList(),
        panel.texts().stream().map(EvidencePanel.Text::spans).toList(),
        panel.marked());
  }

  private void plain(String title, String text) {
    if (!text.isEmpty()) {
      terminal.texts(
          List.of(title),
          List.of(List.of(new Span(Excerpt.head(text, TEXT), Span.Style.PLAIN))),
          EnumSet.noneOf(Span.Style.class));
    }
  }

  private void stamp(Verdict verdict) {
    terminal.fact("recipe", verdict.recipe().name() + ", " + verdict.recipe().hash());
    verdict.artifacts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(artifact -> terminal.fact(artifact.getKey(), artifact.getValue()));
    terminal.fact("written to Kafka", Instant.ofEpochMilli(verdict.timestamp()).toString());
  }

  private void prompt(Explanation.PromptResponses prompt) {
    terminal.title("All responses to the prompt");
    prompt.facts().forEach(terminal::fact);
    prompt.responses().stream()
        .limit(RESPONSES)
        .forEach(
            response -> terminal.fact(response.id(), response.position() + ", " + response.line()));
    if (prompt.responses().size() > RESPONSES) {
      terminal.soft(
          Plural.of(prompt.responses().size() - RESPONSES, "further response")
              + " on the page of --html.");
    }
    if (!prompt.missing().isEmpty()) {
      terminal.soft(prompt.missing());
    }
  }

  private void change(Explanation.Change change) {
    terminal.title("Later " + change.outcome());
    if (change.revision().reason() != null) {
      terminal.line(change.revision().reason().sentence());
    }
    change.facts().forEach(terminal::fact);
    if (change.evidence() != null) {
      EvidencePanel panel = change.evidence().panel().shortened();
      facts(change.evidence(), panel);
      terminal.gap();
      texts(panel);
    }
  }

  private void link(Explanation.Link link) {
    Explanation.OfSample named = link.explanation();
    if (named == null) {
      terminal.title("The sample " + link.role() + " is at " + link.position());
      terminal.line(
          "Its row was not found: retention has deleted it, or it is in other " + "outputs.");
      return;
    }
    terminal.title(
        "The sample " + link.role() + ": " + named.sample().id() + ", " + named.outcome());
    terminal.fact("position", link.position().toString());
    terminal.fact("row", named.place());
    named.findings().forEach(finding -> compact("passed " + finding.gate(), finding));
    if (named.evidence() != null) {
      compact("rejected by " + named.evidence().gate(), named.evidence());
    }
  }

  private void compact(String name, Explanation.Piece piece) {
    terminal.fact(
        name,
        String.join(
            "; ",
            piece.panel().facts().stream().map(fact -> fact.name() + " " + fact.value()).toList()));
  }

  private void write(Explanation.OfDeadLetter explanation) {
    DeadLetter letter = explanation.letter();
    terminal.title(letter.position() + ": dead letter");
    terminal.line(letter.error());
    terminal.fact("row", explanation.place());
    terminal.fact("key", letter.key() == null ? "none" : letter.key());
    letter.headers().forEach((name, value) -> terminal.fact("header " + name, value));
    terminal.gap();
    plain("Its bytes", explanation.bytes());
  }
}
