package io.medsift.review.report;

import io.medsift.review.evidence.EvidenceReader;
import io.medsift.review.evidence.Example;
import io.medsift.review.html.EvidenceView;
import io.medsift.review.html.Html;
import io.medsift.review.html.Section;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;
import java.util.Arrays;
import java.util.List;

/** Rejected samples of each reason, beside the evidence. */
record Examples(Tally tally) implements Section {
  @Override
  public void write(Html html) {
    if (Arrays.stream(Reason.values()).allMatch(reason -> tally.examples(reason).isEmpty())) {
      html.element("p", "empty", "No sample was rejected.");
    }
    for (Reason reason : Reason.values()) {
      List<Example> examples = tally.examples(reason);
      if (!examples.isEmpty()) {
        html.open("div", "class", "examples " + Formats.colour(reason.gate()), "id", reason.name())
            .open("h3")
            .element("span", "chip " + Formats.colour(reason.gate()), reason.gate().wireName())
            .text(Formats.name(reason))
            .close();
        write(html, examples.get(0));
        if (examples.size() > 1) {
          html.open("details").element("summary", "", more(examples.size() - 1));
          examples.stream().skip(1).forEach(example -> write(html, example));
          html.close();
        }
        html.close();
      }
    }
  }

  private static String more(int examples) {
    return examples == 1 ? "Another example" : examples + " more examples";
  }

  private void write(Html html, Example example) {
    html.open("article", "class", "card example")
        .div("meta")
        .element("b", "", example.id())
        .element("span", "", example.source())
        .element("span", "", example.track())
        .element("span", "position", example.verdict().position().toString());
    if (example.verdict().late()) {
      html.element("span", "", "late");
    }
    html.close();
    Evidence evidence = example.verdict().evidence();
    Example kept =
        evidence instanceof Evidence.Duplicate duplicate ? tally.kept(duplicate.kept()) : null;
    EvidenceView.write(html, EvidenceReader.of(evidence, example, kept).shortened());
    html.close();
  }
}
