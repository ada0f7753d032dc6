package io.medsift.review.evidence;

import io.medsift.decontamination.CalibratedRule;
import io.medsift.embedding.Cosine;
import io.medsift.review.evidence.EvidencePanel.Fact;
import io.medsift.review.evidence.EvidencePanel.Marks;
import io.medsift.review.evidence.EvidencePanel.Text;
import io.medsift.review.text.Excerpt;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Phrase;
import io.medsift.review.text.Span;
import io.medsift.review.text.WordDifference;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.PromptCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts the evidence of a verdict beside the texts that it is about. */
public final class EvidenceReader {
  private static final int FACT_LENGTH = 200;

  private final Example example;
  private final List<Fact> facts = new ArrayList<>();

  private EvidenceReader(Example example) {
    this.example = example;
  }

  /**
   * The panel of one piece of evidence.
   *
   * @param evidence null where there is none
   * @param example the sample that it is about
   * @param kept the sample that was kept in its place; null where it is not known
   */
  public static EvidencePanel of(Evidence evidence, Example example, Example kept) {
    return new EvidenceReader(example).panel(evidence, kept);
  }

  private EvidencePanel panel(Evidence evidence, Example kept) {
    return evidence == null ? unmarked(prompt()) : evidence.visit(new ByKind(kept));
  }

  /** The panel of each kind. */
  private final class ByKind implements Evidence.Visitor<EvidencePanel> {
    private final Example kept;

    ByKind(Example kept) {
      this.kept = kept;
    }

    @Override
    public EvidencePanel of(LeakEvidence.SharedNgram sharedNgram) {
      return sharedNgram(sharedNgram);
    }

    @Override
    public EvidencePanel of(LeakEvidence.FuzzyMatch fuzzyMatch) {
      return fuzzyMatch(fuzzyMatch);
    }

    @Override
    public EvidencePanel of(LeakEvidence.Containment containment) {
      return containment(containment);
    }

    @Override
    public EvidencePanel of(LeakEvidence.Alignment alignment) {
      return EvidenceReader.this.alignment(alignment);
    }

    @Override
    public EvidencePanel of(LeakEvidence.SemanticMatch semanticMatch) {
      return semanticMatch(semanticMatch);
    }

    @Override
    public EvidencePanel of(Evidence.Answer answer) {
      return answer(answer);
    }

    @Override
    public EvidencePanel of(Evidence.Quality quality) {
      return quality(quality);
    }

    @Override
    public EvidencePanel of(Evidence.Score score) {
      return score(score);
    }

    @Override
    public EvidencePanel of(Evidence.Domain domain) {
      return domain(domain);
    }

    @Override
    public EvidencePanel of(Evidence.Duplicate duplicate) {
      return duplicate(duplicate, kept);
    }

    @Override
    public EvidencePanel of(Evidence.PassRate passRate) {
      return passRate(passRate);
    }

    @Override
    public EvidencePanel of(Evidence.Selection selection) {
      return selection(selection, kept);
    }

    @Override
    public EvidencePanel of(Evidence.Quota quota) {
      return quota(quota);
    }
  }

  private EvidencePanel sharedNgram(LeakEvidence.SharedNgram shared) {
    fact("shared words", shared.ngram());
    fact("items that hold them", Formats.count(shared.itemsSharing()));
    return unmarked(
        new Text(place(shared).title(), Phrase.mark(compared(shared), shared.ngram())),
        new Text(
            item(shared.benchmark(), shared.item()),
            Phrase.mark(text(shared.itemText()), shared.ngram())));
  }

  private static EvidencePlace place(Evidence evidence) {
    return EvidencePlace.of(evidence);
  }

  /** The text that the evidence is about. */
  private String compared(Evidence evidence) {
    return switch (place(evidence).field()) {
      case "prompt" -> example.prompt();
      case "response" -> example.completion();
      default -> example.compared();
    };
  }

  private EvidencePanel containment(LeakEvidence.Containment found) {
    fact("share found in " + place(found).phrase(), percent(found.score()));
    fact("rarest shared phrase", found.phrase());
    fact("items that hold it", Formats.count(found.itemsSharing()));
    String item = text(found.itemText());
    return compared(
        Marks.SHARED,
        WordDifference.sharedRuns(
            compared(found), item, CalibratedRule.Settings.DEFAULT.gramLength()),
        place(found).title(),
        item(found.benchmark(), found.item()));
  }

  private EvidencePanel alignment(LeakEvidence.Alignment found) {
    fact("share found in " + place(found).phrase(), percent(found.score()));
    fact("words that follow the item", found.passage());
    return compared(
        Marks.DIFFERENT,
        WordDifference.of(compared(found), text(found.itemText())),
        place(found).title(),
        item(found.benchmark(), found.item()));
  }

  private EvidencePanel semanticMatch(LeakEvidence.SemanticMatch found) {
    fact(
        "similarity of the embeddings",
        Formats.decimal(found.similarity(), 5)
            + (found.same() == null ? ", limit " : ", the model is asked from ")
            + found.threshold());
    fact(
        "verdict of the model",
        found.same() == null ? null : found.same() ? "the same question" : "another question");
    fact("model", found.model());
    fact("prompt version", found.promptVersion());
    fact("near tie", found.nearTie() == null ? null : "another processor may decide otherwise");
    return unmarked(
        new Text(place(found).title(), plain(compared(found))),
        new Text(item(found.benchmark(), found.item()), plain(text(found.itemText()))));
  }

  private EvidencePanel fuzzyMatch(LeakEvidence.FuzzyMatch match) {
    fact("ratio", Formats.decimal(match.ratio(), 1) + " of 100");
    return compared(
        Marks.DIFFERENT,
        WordDifference.of(compared(match), text(match.itemText())),
        place(match).title(),
        item(match.benchmark(), match.item()));
  }

  private EvidencePanel answer(Evidence.Answer answer) {
    String given = answer.extracted() == null ? "none" : answer.extracted();
    facts.add(new Fact("Final answer", given, Fact.Kind.GIVEN));
    facts.add(new Fact("Reference", answer.gold(), Fact.Kind.GOLD));
    fact("read by", answer.rule());
    fact("after it", answer.overrun() == null ? null : "the model goes on with the next turn");
    fact("note", answer.note());
    fact("model", answer.model());
    fact("prompt version", answer.promptVersion());
    return unmarked(
        prompt(), new Text("Response", Phrase.mark(example.response(), answer.span()), true));
  }

  private EvidencePanel quality(Evidence.Quality quality) {
    if (quality.value() != null) {
      fact(quality.measure(), quality.value() + ", limit " + quality.limit());
    }
    fact("note", quality.note());
    return unmarked(prompt(), new Text(written(example), plain(example.completion()), true));
  }

  private EvidencePanel score(Evidence.Score score) {
    fact(
        "score",
        Formats.decimal(score.score(), 1) + ", needs " + Formats.decimal(score.minimum(), 1));
    fact("model", score.model());
    fact("prompt version", score.promptVersion());
    return unmarked(prompt(), new Text("Response", plain(example.response())));
  }

  private EvidencePanel domain(Evidence.Domain domain) {
    if (domain.unreadable() != null) {
      fact("words that the encoder cannot read", percent(domain.unreadable()));
    }
    fact("label", domain.label());
    fact("votes for it", percent(domain.agreement()) + needs(domain.minimumAgreement(), 0));
    fact("cluster", Integer.toString(domain.cluster()));
    fact(
        "similarity to its centre",
        Formats.decimal(domain.similarity(), 3) + needs(domain.minimumSimilarity(), 3));
    fact("kept labels", String.join(", ", domain.keeps()));
    if (domain.nearTie() != null) {
      fact("near tie", nearTie(domain));
    }
    return unmarked(prompt());
  }

  /** In all digits that mean something. */
  private static String nearTie(Evidence.Domain domain) {
    Evidence.NearTie other = domain.nearTie();
    return String.format(
        Locale.ROOT,
        "cluster %d, %s, is as near but for the encoder's error: %s to %s",
        other.cluster(),
        other.label(),
        Formats.decimal(other.similarity(), Cosine.DECIMALS),
        Formats.decimal(domain.similarity(), Cosine.DECIMALS));
  }

  private static String needs(Double minimum, int decimals) {
    if (minimum == null) {
      return "";
    }
    return ", needs " + (decimals == 0 ? percent(minimum) : Formats.decimal(minimum, decimals));
  }

  private EvidencePanel duplicate(Evidence.Duplicate duplicate, Example kept) {
    fact("similarity", Formats.decimal(duplicate.similarity(), 3));
    fact("kept", duplicate.keptId() + " at " + duplicate.kept());
    fact("same words as", duplicate.copyOf() == null ? null : duplicate.copyOf().toString());
    if (kept == null) {
      return unmarked(new Text(written(example), plain(example.completion())));
    }
    return compared(
        Marks.DIFFERENT,
        WordDifference.of(kept.completion(), example.completion()),
        "Kept: " + written(kept).toLowerCase(Locale.ROOT) + " of " + kept.id(),
        "Rejected: " + written(example).toLowerCase(Locale.ROOT) + " of " + example.id());
  }

  private EvidencePanel passRate(Evidence.PassRate found) {
    PromptCounts counts = found.counts();
    fact(
        "correct responses",
        found.rate() == null
            ? null
            : String.format(
                Locale.ROOT,
                "%d of %d, %s; kept from %s to %s",
                counts.correct(),
                counts.verified(),
                percent(found.rate()),
                percent(found.minimum()),
                percent(found.maximum())));
    fact("responses", EvidencePhrase.counts(counts));
    fact("complete", found.complete() ? "yes" : "no, decided without the missing ones");
    fact("late", found.late() == null ? null : "this response came after the decision");
    return unmarked(prompt());
  }

  private EvidencePanel selection(Evidence.Selection selection, Example kept) {
    fact("chosen by", selection.by());
    fact("kept at most", Formats.count(selection.keep()));
    if (selection.measure() != null || selection.keptMeasure() != null) {
      fact("this response", EvidencePhrase.measure(selection.measure()));
      fact("the kept one", EvidencePhrase.measure(selection.keptMeasure()));
    }
    fact("kept", selection.kept() == null ? null : selection.keptId() + " at " + selection.kept());
    fact("late", selection.late() == null ? null : "this response came after the decision");
    Text own = new Text(written(example), plain(example.completion()));
    return kept == null
        ? unmarked(own)
        : unmarked(new Text("Kept: " + kept.id(), plain(kept.completion())), own);
  }

  private EvidencePanel quota(Evidence.Quota quota) {
    fact("counted", "samples of " + EvidencePhrase.counted(quota));
    fact("kept before", Formats.count(quota.kept()) + ", limit " + Formats.count(quota.limit()));
    fact("the first", quota.firstId() + " at " + quota.first());
    fact("the last", quota.lastId() + " at " + quota.last());
    return unmarked(prompt());
  }

  private EvidencePanel compared(
      Marks marks, WordDifference words, String leftTitle, String rightTitle) {
    if (!words.whole()) {
      fact("compared", String.format(Locale.ROOT, "the first %,d words", WordDifference.MAX_WORDS));
    }
    return new EvidencePanel(
        facts,
        List.of(new Text(leftTitle, words.left()), new Text(rightTitle, words.right())),
        marks);
  }

  private EvidencePanel unmarked(Text... texts) {
    return new EvidencePanel(facts, List.of(texts), Marks.NONE);
  }

  private void fact(String name, String value) {
    if (value != null && !value.isBlank()) {
      facts.add(new Fact(name, Excerpt.head(value, FACT_LENGTH), Fact.Kind.PLAIN));
    }
  }

  private Text prompt() {
    return new Text("Prompt", plain(example.prompt()));
  }

  /** Returns the title of {@link Example#completion()}. */
  private static String written(Example example) {
    return example.reasoning().isEmpty() ? "Response" : "Trace and response";
  }

  private static List<Span> plain(String text) {
    return List.of(new Span(text, Span.Style.PLAIN));
  }

  private static String item(String benchmark, String item) {
    return "Evaluation item " + item + " of " + benchmark;
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }

  private static String percent(double ratio) {
    return Formats.decimal(100 * ratio, 0) + " %";
  }
}
