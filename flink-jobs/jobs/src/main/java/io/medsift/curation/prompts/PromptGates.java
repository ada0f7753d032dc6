package io.medsift.curation.prompts;

import io.medsift.curation.gate.PromptResponse;
import io.medsift.prompts.PromptTally;
import io.medsift.prompts.ResponseChoice;
import io.medsift.prompts.ResponseChoice.Choice;
import io.medsift.prompts.ResponseGroup;
import io.medsift.recipe.PassRateSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.SelectSettings;
import io.medsift.recipe.SelectSettings.Order;
import io.medsift.recipe.Track;
import io.medsift.sample.Sample;
import io.medsift.text.Text;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.PromptDecision.Kept;
import io.medsift.verdict.PromptDecision.WrongAnswer;
import io.medsift.verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Decides one prompt: counts, the gate pass_rate, the gate select. Not thread-safe. */
final class PromptGates {
  /** Most responses that a decision names. */
  private static final int MOST_KEPT = 100;

  private static final int MOST_WRONG = 10;
  private static final int ID_LENGTH = 200;

  private final Recipe recipe;
  private final ResponseChoice choice;
  private final Function<PromptResponse, Position> positions;

  /** A response that passed all other gates, with its text. */
  record Candidate(PromptResponse response, Sample sample) {}

  /** What was decided of a prompt. */
  record Decided(PromptDecision decision, Reason reason, List<Ordered> order) {}

  /** A candidate by its place in the choice, the best first. */
  record Ordered(Candidate candidate, Double measure) {}

  PromptGates(Recipe recipe, Function<PromptResponse, Position> positions) {
    this.recipe = recipe;
    this.choice = new ResponseChoice(recipe.select().by());
    this.positions = positions;
  }

  /** The track of a response that has waited; one without gates if the recipe has it no more. */
  Track track(PromptResponse response) {
    return recipe.tracks().getOrDefault(response.track(), new Track(Set.of()));
  }

  /** Which bounds of the pass rate hold for a track. */
  PassRateSettings bounds(Track track) {
    return track.runs(Gate.PASS_RATE) ? recipe.passRate() : PassRateSettings.DEFAULT;
  }

  /** What the gate select does on a track. */
  SelectSettings selection(Track track) {
    return track.runs(Gate.SELECT) ? recipe.select() : SelectSettings.DEFAULT;
  }

  /**
   * Decides.
   *
   * @param members all responses of the group, in rank order
   * @param candidates those that passed all other gates, in rank order
   */
  Decided decide(ResponseGroup group, List<PromptResponse> members, List<Candidate> candidates) {
    PromptResponse first = members.get(0);
    Track track = track(first);
    PromptTally tally = new PromptTally();
    int announced = 0;
    for (PromptResponse member : members) {
      tally.add(member.outcome(), member.answer());
      announced = Math.max(announced, member.note().announced());
    }
    PromptCounts counts = tally.counts();
    Reason reason = reason(counts.passRate(), bounds(track));
    SelectSettings selection = selection(track);
    List<Ordered> order = order(candidates, selection);
    List<WrongAnswer> wrong = tally.wrongAnswers(MOST_WRONG);
    PromptDecision decision =
        new PromptDecision(
            first.key(),
            first.note().hash(),
            first.note().text(),
            first.track(),
            Text.head(first.source(), ID_LENGTH),
            first.note().reference(),
            announced == 0 ? null : announced,
            counts,
            counts.passRate(),
            group.closed(),
            0,
            reason == null ? kept(order, selection) : List.of(),
            wrong,
            counts.wrong() - wrong.stream().mapToInt(WrongAnswer::count).sum(),
            recipe.stamp(),
            group.time());
    return new Decided(decision, reason, order);
  }

  /**
   * What a response that came after the decision is measured by; null where nothing is, or only
   * together with others.
   *
   * @param by the order by which the prompt was decided
   */
  Double measure(Sample sample, String by) {
    Order order = recipe.select().by();
    return order == Order.LEAST_SIMILAR || !order.wireName().equals(by)
        ? null
        : choice.order(List.of(sample)).get(0).measure();
  }

  private static Reason reason(Double rate, PassRateSettings bounds) {
    if (rate == null) {
      return null;
    }
    if (rate < bounds.min()) {
      return Reason.LOW_PASS_RATE;
    }
    return rate > bounds.max() ? Reason.HIGH_PASS_RATE : null;
  }

  private List<Ordered> order(List<Candidate> candidates, SelectSettings selection) {
    List<Ordered> order = new ArrayList<>();
    if (selection.keep() == null) {
      candidates.forEach(candidate -> order.add(new Ordered(candidate, null)));
      return order;
    }
    for (Choice chosen : choice.order(candidates.stream().map(Candidate::sample).toList())) {
      order.add(new Ordered(candidates.get(chosen.index()), chosen.measure()));
    }
    return order;
  }

  private List<Kept> kept(List<Ordered> order, SelectSettings selection) {
    int most = selection.keep() == null ? MOST_KEPT : selection.keep();
    return order.stream()
        .limit(most)
        .map(
            chosen ->
                new Kept(
                    Text.head(chosen.candidate().response().candidate().id(), ID_LENGTH),
                    positions.apply(chosen.candidate().response()),
                    chosen.measure()))
        .toList();
  }
}
