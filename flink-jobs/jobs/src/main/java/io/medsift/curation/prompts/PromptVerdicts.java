package io.medsift.curation.prompts;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleParser;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.PromptResponse;
import io.medsift.curation.gate.VerdictCounters;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.curation.prompts.PromptGates.Candidate;
import io.medsift.curation.prompts.PromptGates.Ordered;
import io.medsift.recipe.Recipe;
import io.medsift.sample.Sample;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.PromptDecision.Kept;
import io.medsift.verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/** Writes and counts the verdicts on responses whose prompt is decided. */
final class PromptVerdicts {
  private final VerdictWriter writer;
  private final SampleParser parser;
  private final VerdictCounters counters;
  private final Counter deadLetters;

  PromptVerdicts(Recipe recipe, VerdictWriter writer, MetricGroup metrics) {
    this.writer = writer;
    this.parser = new SampleParser(recipe.limits());
    this.counters =
        new VerdictCounters(metrics, recipe.tracks())
            .rejecting(Gate.PASS_RATE)
            .rejecting(Gate.SELECT)
            .accepting(track -> track.groupsResponses() && !track.runs(Gate.BALANCE));
    this.deadLetters = metrics.counter("dead_letters");
  }

  /** The members that passed all other gates, with their samples. */
  List<Candidate> candidates(List<PromptResponse> members, Collector<OutputRecord> out) {
    List<Candidate> candidates = new ArrayList<>();
    for (PromptResponse member : members) {
      if (member.candidate() != null) {
        read(member.candidate(), out)
            .ifPresent(sample -> candidates.add(new Candidate(member, sample)));
      }
    }
    return candidates;
  }

  /** Reads a sample that has waited; one that passes the limits of this run is a dead letter. */
  Optional<Sample> read(Envelope envelope, Collector<OutputRecord> out) {
    try {
      return Optional.of(parser.parse(envelope.json()));
    } catch (MalformedSampleException e) {
      OutputRecord letter = writer.deadLetter(envelope.withoutNote(), e.getMessage());
      if (letter.kind() == OutputRecord.Kind.DEAD_LETTER) {
        deadLetters.inc();
      }
      out.collect(letter);
      return Optional.empty();
    }
  }

  /**
   * Writes the verdict on a response whose prompt is decided.
   *
   * @param said what is remembered of the decision
   * @param late whether it came after the decision
   */
  void settle(
      Envelope candidate,
      Ordered chosen,
      DecidedPrompt said,
      PromptDecision decision,
      boolean late,
      Collector<OutputRecord> out) {
    Boolean mark = late ? Boolean.TRUE : null;
    Evidence.PassRate found =
        new Evidence.PassRate(
            decision.key(),
            decision.counts(),
            decision.passRate(),
            said.minimum(),
            said.maximum(),
            decision.closed() == PromptDecision.Closed.COMPLETE,
            mark);
    Envelope envelope = candidate.withoutNote();
    if (said.reason() != null) {
      reject(envelope, Reason.valueOf(said.reason()), found, out);
      return;
    }
    if (said.keep() > 0 && !isKept(envelope, decision)) {
      Kept best = decision.kept().isEmpty() ? null : decision.kept().get(0);
      reject(
          envelope.with(found),
          Reason.NOT_SELECTED,
          new Evidence.Selection(
              said.by(),
              said.keep(),
              chosen.measure(),
              best == null ? null : best.id(),
              best == null ? null : best.position(),
              best == null ? null : best.measure(),
              mark),
          out);
      return;
    }
    long time = late ? candidate.rank().time() : decision.timestamp();
    OutputRecord row = writer.accepted(envelope.with(found), chosen.candidate().sample(), time);
    if (row.kind() == OutputRecord.Kind.DEAD_LETTER) {
      deadLetters.inc();
    } else if (row.kind().isVerdict()) {
      counters.accept(envelope.track());
    }
    out.collect(row);
  }

  private boolean isKept(Envelope envelope, PromptDecision decision) {
    Position position = writer.position(envelope.rank().position());
    return decision.kept().stream().anyMatch(kept -> kept.position().equals(position));
  }

  private void reject(
      Envelope envelope, Reason reason, Evidence evidence, Collector<OutputRecord> out) {
    OutputRecord row = writer.rejected(envelope, reason, evidence);
    if (row.kind() == OutputRecord.Kind.DEAD_LETTER) {
      deadLetters.inc();
    } else if (row.kind().isVerdict()) {
      counters.reject(reason, envelope.track(), envelope.source());
    }
    out.collect(row);
  }
}
