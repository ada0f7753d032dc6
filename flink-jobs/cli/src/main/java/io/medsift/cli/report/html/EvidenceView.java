package io.medsift.cli.report.html;

import io.medsift.cli.report.tally.Example;
import io.medsift.cli.report.tally.Tally;
import io.medsift.cli.report.text.Excerpt;
import io.medsift.cli.report.text.Phrase;
import io.medsift.cli.report.text.Span;
import io.medsift.verdict.Evidence;
import java.util.List;

/** A rejected sample beside what decided. */
final class EvidenceView {
  private static final int LENGTH = 1_600;
  private static final int DIFFERENCE_LENGTH = 4_000;

  private EvidenceView() {}

  static void write(Html html, Example example, Tally tally) {
    Evidence evidence = example.verdict().evidence();
    if (evidence instanceof Evidence.SharedNgram shared) {
      sharedNgram(html, example, shared);
    } else if (evidence instanceof Evidence.Containment containment) {
      containment(html, example, containment);
    } else if (evidence instanceof Evidence.FuzzyMatch match) {
      fuzzyMatch(html, example, match);
    } else if (evidence instanceof Evidence.Answer answer) {
      answer(html, example, answer);
    } else if (evidence instanceof Evidence.Quality quality) {
      quality(html, example, quality);
    } else if (evidence instanceof Evidence.Score score) {
      score(html, example, score);
    } else if (evidence instanceof Evidence.Domain domain) {
      domain(html, example, domain);
    } else if (evidence instanceof Evidence.Duplicate duplicate) {
      duplicate(html, example, duplicate, tally.kept(duplicate.kept()));
    } else {
      SideBySide.side(html, "Prompt", plain(example.prompt()));
    }
  }

  private static void sharedNgram(Html html, Example example, Evidence.SharedNgram shared) {
    html.div("facts");
    fact(html, "shared words", shared.ngram());
    fact(html, "items that hold them", Figures.count(shared.itemsSharing()));
    html.close();
    SideBySide.write(
        html,
        "Prompt",
        Phrase.mark(example.prompt(), shared.ngram(), LENGTH),
        item(shared.benchmark(), shared.item()),
        Phrase.mark(text(shared.itemText()), shared.ngram(), LENGTH));
  }

  private static void containment(Html html, Example example, Evidence.Containment found) {
    html.div("facts");
    fact(html, "share of the item in the prompt", percent(found.score()));
    fact(html, "rarest shared phrase", found.phrase());
    fact(html, "items that hold it", Figures.count(found.itemsSharing()));
    html.close();
    SideBySide.sharedWords(
        html,
        "Prompt",
        Excerpt.head(example.prompt(), DIFFERENCE_LENGTH),
        item(found.benchmark(), found.item()),
        text(found.itemText()));
  }

  private static void fuzzyMatch(Html html, Example example, Evidence.FuzzyMatch match) {
    html.div("facts");
    fact(html, "ratio", Figures.decimal(match.ratio(), 1) + " of 100");
    html.close();
    SideBySide.differences(
        html,
        "Prompt",
        Excerpt.head(example.prompt(), DIFFERENCE_LENGTH),
        item(match.benchmark(), match.item()),
        text(match.itemText()));
  }

  private static void answer(Html html, Example example, Evidence.Answer answer) {
    html.div("answer");
    html.div("given")
        .element("span", "name", "Final answer")
        .element("b", "", answer.extracted() == null ? "none" : answer.extracted())
        .close();
    html.div("gold").element("span", "name", "Reference").element("b", "", answer.gold()).close(2);
    html.div("facts");
    fact(html, "read by", answer.rule());
    fact(html, "note", answer.note());
    fact(html, "model", answer.model());
    fact(html, "prompt version", answer.promptVersion());
    html.close();
    SideBySide.write(
        html,
        "Prompt",
        plain(example.prompt()),
        "Response",
        answer.span() == null
            ? end(example.response())
            : Phrase.mark(example.response(), answer.span(), LENGTH));
  }

  private static void quality(Html html, Example example, Evidence.Quality quality) {
    html.div("facts");
    if (quality.value() != null) {
      fact(html, quality.measure(), quality.value() + ", limit " + quality.limit());
    }
    fact(html, "note", quality.note());
    html.close();
    SideBySide.write(html, "Prompt", plain(example.prompt()), "Response", end(example.response()));
  }

  private static void score(Html html, Example example, Evidence.Score score) {
    html.div("facts");
    fact(
        html,
        "score",
        Figures.decimal(score.score(), 1) + ", needs " + Figures.decimal(score.minimum(), 1));
    fact(html, "model", score.model());
    fact(html, "prompt version", score.promptVersion());
    html.close();
    SideBySide.write(
        html, "Prompt", plain(example.prompt()), "Response", plain(example.response()));
  }

  private static void domain(Html html, Example example, Evidence.Domain domain) {
    html.div("facts");
    fact(html, "label", domain.label());
    fact(
        html,
        "votes for it",
        percent(domain.agreement())
            + (domain.minimumAgreement() == null
                ? ""
                : ", needs " + percent(domain.minimumAgreement())));
    fact(html, "cluster", Integer.toString(domain.cluster()));
    fact(
        html,
        "similarity to its centre",
        Figures.decimal(domain.similarity(), 3)
            + (domain.minimumSimilarity() == null
                ? ""
                : ", needs " + Figures.decimal(domain.minimumSimilarity(), 3)));
    fact(html, "kept labels", String.join(", ", domain.keeps()));
    html.close();
    SideBySide.side(html, "Prompt", plain(example.prompt()));
  }

  private static void duplicate(
      Html html, Example example, Evidence.Duplicate duplicate, Example kept) {
    html.div("facts");
    fact(html, "similarity", Figures.decimal(duplicate.similarity(), 3));
    fact(html, "kept", duplicate.keptId() + " at " + duplicate.kept());
    fact(html, "same words as", duplicate.copyOf() == null ? null : duplicate.copyOf().toString());
    html.close();
    if (kept == null) {
      SideBySide.side(html, "Response", plain(example.response()));
      return;
    }
    SideBySide.differences(
        html,
        "Kept: response of " + kept.id(),
        Excerpt.head(kept.response(), DIFFERENCE_LENGTH),
        "Rejected: response of " + example.id(),
        Excerpt.head(example.response(), DIFFERENCE_LENGTH));
  }

  private static void fact(Html html, String name, String value) {
    if (value != null && !value.isBlank()) {
      html.open("span", "class", "fact", "dir", "auto")
          .element("span", "name", name)
          .element("b", "", Excerpt.head(value, 200))
          .close();
    }
  }

  private static List<Span> plain(String text) {
    return List.of(new Span(Excerpt.head(text, LENGTH), Span.Style.PLAIN));
  }

  private static List<Span> end(String text) {
    return List.of(
        new Span(Excerpt.around(text, text.length(), text.length(), LENGTH), Span.Style.PLAIN));
  }

  private static String item(String benchmark, String item) {
    return "Evaluation item " + item + " of " + benchmark;
  }

  private static String text(String text) {
    return text == null ? "" : Excerpt.head(text, DIFFERENCE_LENGTH);
  }

  private static String percent(double ratio) {
    return Figures.decimal(100 * ratio, 0) + " %";
  }
}
