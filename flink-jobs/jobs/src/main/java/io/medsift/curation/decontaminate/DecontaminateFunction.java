package io.medsift.curation.decontaminate;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.Ruling;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.decontamination.AlignedRule;
import io.medsift.decontamination.AnySharedNgramRule;
import io.medsift.decontamination.CalibratedRule;
import io.medsift.decontamination.FuzzyRule;
import io.medsift.decontamination.SemanticRule;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.recipe.Track;
import io.medsift.sample.Annotations.LeakAnnotation;
import io.medsift.sample.Sample;
import io.medsift.sample.Turn;
import io.medsift.sharing.SharedResources;
import io.medsift.verdict.Gate;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Rejects samples that repeat evaluation items, by the recipe's rules. Responses to one prompt come
 * close together, so the rulings on the latest prompts, with what is before them, are kept.
 */
public final class DecontaminateFunction extends GateFunction {
  private static final long serialVersionUID = 1L;
  private static final int RULINGS_KEPT = 4_096;
  private static final int MAX_ITEM_TEXT = 4_000;

  private final DecontaminationPlan plan;
  private transient SharedResources<DecontaminationPlan, LoadedRules, RuntimeException>.Lease rules;
  private transient Map<HashValue128, Ruling> rulings;
  private transient Counter promptsChecked;
  private transient Counter promptsKnown;

  /** A gate of {@code plan}, which is null where no track decontaminates. */
  public DecontaminateFunction(
      DecontaminationPlan plan, Map<String, Track> tracks, VerdictWriter writer) {
    super(Gate.DECONTAMINATE, tracks, writer);
    this.plan = plan;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    if (plan == null) {
      return;
    }
    try {
      rules = LoadedRules.acquire(plan);
    } catch (RuntimeException e) {
      throw new SuppressRestartsException(e);
    }
    rulings = new LatestRulings();
    promptsChecked = getRuntimeContext().getMetricGroup().counter("prompts_checked");
    promptsKnown = getRuntimeContext().getMetricGroup().counter("prompts_known");
  }

  @Override
  protected Ruling rule(Sample sample) {
    HashValue128 key = keyOf(sample);
    Ruling known = rulings.get(key);
    if (known == null) {
      promptsChecked.inc();
      known = question(rules.resource(), sample);
      rulings.put(key, known);
    } else {
      promptsKnown.inc();
    }
    if (known instanceof Ruling.Reject) {
      return known;
    }
    return withResponse(known, rules.resource().checkResponse(sample));
  }

  /** The ruling on all that is before the response. */
  static Ruling question(LoadedRules rules, Sample sample) {
    Ruling ruling =
        rules.checkQuestion(sample).map(DecontaminateFunction::ruling).orElse(Ruling.Pass.SILENT);
    return ruling instanceof Ruling.Reject
        ? ruling
        : rules.missing(sample).<Ruling>map(Ruling.Unfit::new).orElse(ruling);
  }

  /** A replay needs a near miss of the prompt, whatever becomes of the sample. */
  static Ruling withResponse(Ruling prompt, Optional<LoadedRules.Finding> response) {
    if (response.isEmpty()) {
      return prompt;
    }
    Ruling.Reject reject = reject(response.get());
    return prompt instanceof Ruling.Pass pass
        ? new Ruling.Reject(reject.reason(), reject.evidence(), pass.finding())
        : reject;
  }

  private static Ruling ruling(LoadedRules.Finding found) {
    Ruling.Reject reject = reject(found);
    return found.isLeak() ? reject : new Ruling.Pass(reject.evidence());
  }

  /** Of all that is before the response, and of what a model said about it. */
  private static HashValue128 keyOf(Sample sample) {
    HashStream128 key = Hashing.xxh3_128().hashStream();
    key.putString(sample.prompt()).putString(sample.system() == null ? "" : sample.system());
    key.putInt(sample.history().size());
    for (Turn turn : sample.history()) {
      key.putString(turn.content());
    }
    for (String option : sample.options().values()) {
      key.putString(option);
    }
    LeakAnnotation leak = sample.annotations().leak();
    return key.putString(leak == null ? "" : leak.toString()).get();
  }

  /** The ruling on a sample that a rule found something in. */
  public static Ruling.Reject reject(LoadedRules.Finding finding) {
    EvaluationItem item = finding.contamination().item();
    String field = finding.field().wireName();
    if (finding.contamination() instanceof AnySharedNgramRule.Match shared) {
      return new Ruling.Reject(
          Reason.SHARED_NGRAM,
          new LeakEvidence.SharedNgram(
              item.set(),
              item.id(),
              shorten(item.questionWithOptions()),
              shared.ngram(),
              shared.itemsSharing(),
              field,
              finding.turn()));
    }
    if (finding.contamination() instanceof FuzzyRule.Match match) {
      return new Ruling.Reject(
          Reason.FUZZY_MATCH,
          new LeakEvidence.FuzzyMatch(
              item.set(), item.id(), shorten(match.text()), match.ratio(), field, finding.turn()));
    }
    if (finding.contamination() instanceof AlignedRule.Match match) {
      return new Ruling.Reject(
          Reason.CONTAINS_BENCHMARK_ITEM,
          new LeakEvidence.Alignment(
              item.set(),
              item.id(),
              shorten(item.questionWithOptions()),
              match.score(),
              match.passage().isEmpty() ? null : shorten(match.passage()),
              field,
              finding.turn()));
    }
    if (finding.contamination() instanceof CalibratedRule.Match match) {
      return new Ruling.Reject(
          Reason.CONTAINS_BENCHMARK_ITEM,
          new LeakEvidence.Containment(
              item.set(),
              item.id(),
              shorten(item.questionWithOptions()),
              match.score(),
              shorten(match.phrase()),
              match.itemsSharing(),
              field,
              finding.turn()));
    }
    if (finding.contamination() instanceof SemanticRule.Match match) {
      return new Ruling.Reject(
          Reason.SEMANTIC_MATCH,
          new LeakEvidence.SemanticMatch(
              item.set(),
              item.id(),
              shorten(item.questionWithOptions()),
              match.similarity(),
              match.threshold(),
              match.nearTie() ? Boolean.TRUE : null,
              field,
              finding.turn()));
    }
    if (finding.contamination() instanceof SemanticRule.Answered answered) {
      return new Ruling.Reject(
          Reason.SEMANTIC_MATCH,
          new LeakEvidence.SemanticMatch(
              item.set(),
              item.id(),
              shorten(item.questionWithOptions()),
              answered.similarity(),
              answered.floor(),
              null,
              answered.model(),
              answered.promptVersion(),
              answered.same(),
              field,
              finding.turn()));
    }
    throw new IllegalStateException("a match without evidence: " + finding.contamination());
  }

  private static String shorten(String text) {
    if (text.length() <= MAX_ITEM_TEXT) {
      return text;
    }
    int end = text.offsetByCodePoints(0, text.codePointCount(0, MAX_ITEM_TEXT - 1));
    return text.substring(0, end) + "…";
  }

  @Override
  public void close() throws Exception {
    if (rules != null) {
      rules.close();
    }
    super.close();
  }

  private static final class LatestRulings extends LinkedHashMap<HashValue128, Ruling> {
    private static final long serialVersionUID = 1L;

    LatestRulings() {
      super(RULINGS_KEPT, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<HashValue128, Ruling> eldest) {
      return size() > RULINGS_KEPT;
    }
  }
}
