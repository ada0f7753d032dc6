package io.medsift.console.pages;

import io.medsift.console.stream.Snapshot;
import io.medsift.console.stream.Snapshot.State;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Link;
import io.medsift.console.web.Page;
import io.medsift.console.web.PageRequest;
import io.medsift.console.web.Reply;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.html.Html;
import io.medsift.review.report.PassRateChart;
import io.medsift.review.rows.PromptRows;
import io.medsift.review.rows.StrayRows;
import io.medsift.review.tally.PassRateTally;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.review.verdicts.PromptTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The decided prompts: pass rates, frequent wrong answers, references that may be wrong. */
public final class PromptsPage implements Page, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration CURRENT = Duration.ofMinutes(1);
  private static final int MAX_WORDS = 60;
  private static final int MAX_BROKEN = 3;

  private final VerdictStream stream;
  private final Snapshot<Decided> decided;

  /**
   * Decisions that were read.
   *
   * @param there whether there are any such rows
   */
  private record Decided(boolean there, PassRateTally tally, StrayRows strays) {}

  /** Shows the decisions of a stream. */
  public PromptsPage(VerdictStream stream) {
    this.stream = stream;
    this.decided = new Snapshot<>("medsift-console-prompts", this::read);
  }

  private Decided read(LongConsumer progress) {
    PassRateTally tally = new PassRateTally();
    StrayRows strays = new StrayRows();
    Optional<CurationTopics> topics = stream.topics();
    if (topics.isPresent()) {
      boolean there = new PromptTopic(topics.get()).visit(strays, tally::add, progress);
      return new Decided(there, tally, strays);
    }
    Optional<Path> directory = stream.directory();
    directory.ifPresent(results -> PromptRows.visit(results, strays, tally::add));
    return new Decided(tally.all().prompts() > 0 || strays.anyBroken(), tally, strays);
  }

  @Override
  public String path() {
    return "/prompts";
  }

  @Override
  public String title() {
    return "Prompts";
  }

  @Override
  public Reply get(PageRequest request) {
    State<Decided> now = decided.now();
    boolean old =
        now.at() == null
            || (stream.progress().live() && now.at().isBefore(Instant.now().minus(CURRENT)));
    if (old && !now.reading()) {
      decided.renew();
      now = now.figures() == null ? decided.await(PATIENCE) : decided.now();
    }
    State<Decided> shown = now;
    return new Reply.Document("Prompts", html -> status(html, shown), html -> write(html, shown));
  }

  private void status(Html html, State<Decided> now) {
    html.element("h1", "", "Prompts");
    if (!now.problem().isEmpty()) {
      html.open("p", "class", "problem", "role", "alert")
          .text("The decisions on prompts cannot be read: " + now.problem() + ".")
          .close();
    }
    if (now.reading()) {
      html.element(
          "p",
          "note",
          "Reading the decisions on prompts: %s so far. Reload the page to see them."
              .formatted(Plural.of(now.records(), "record")));
    } else if (now.at() != null && stream.progress().live()) {
      html.element(
          "p",
          "note",
          "Read at %s. The decisions are read again when the page is loaded a minute later."
              .formatted(Formats.time(now.at())));
    }
  }

  private static void write(Html html, State<Decided> now) {
    if (now.figures() == null) {
      return;
    }
    Decided decided = now.figures();
    if (!decided.there()) {
      html.element(
          "p",
          "empty",
          "No decisions on prompts are here: a job writes them (prompts-decided) where its recipe"
              + " has the gate pass_rate or select, which look at all responses to a prompt.");
      return;
    }
    if (decided.strays().anyBroken()) {
      html.open("p", "class", "problem")
          .text("Left out: " + decided.strays().brokenText(MAX_BROKEN) + ".")
          .close();
    }
    if (decided.tally().all().prompts() == 0) {
      html.element("p", "empty", "No prompt was decided yet.");
      return;
    }
    html.open("section", "id", "pass-rates")
        .element("h2", "", "Pass rates")
        .element(
            "p",
            "lead",
            "%s by the share of their verified responses that are correct, in percent."
                .formatted(Plural.of(decided.tally().all().prompts(), "decided prompt")));
    new PassRateChart(decided.tally(), PromptsPage::samples).write(html);
    html.close();
    html.element(
        "p", "note", "A prompt is a link to the verdicts on samples that hold its first words.");
  }

  /** The list of samples with the first words of a prompt. */
  static String samples(String prompt) {
    String text = prompt.replaceAll("[\"\\s]+", " ").strip();
    if (text.length() > MAX_WORDS) {
      String head =
          text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MAX_WORDS)));
      int space = head.lastIndexOf(' ');
      text = space > 0 ? head.substring(0, space) : head;
    }
    return Link.to(VerdictLinks.LIST).with(VerdictLinks.WORDS, '"' + text + '"').toString();
  }

  @Override
  public void close() {
    decided.close();
  }
}
