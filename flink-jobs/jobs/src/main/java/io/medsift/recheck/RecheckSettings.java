package io.medsift.recheck;

import static java.util.Objects.requireNonNull;

import io.medsift.curation.CurationSettings;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.domain.ClusterLog;
import io.medsift.kafka.topic.OffsetRange;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.Recipe;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Revision;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One run of a recheck.
 *
 * @param curation the recipe, its artifacts and topics, as a replay has them; as there, a prompt
 *     that the verdicts name has the cluster that they say
 * @param plan of the rules and the items that samples are compared with
 * @param log the verdicts
 * @param range of the samples
 * @param index the new index, for the revisions
 * @param newItems set name to the ids of its new items
 * @param time of the decisions, milliseconds since the epoch
 */
public record RecheckSettings(
    CurationSettings curation,
    DecontaminationPlan plan,
    VerdictLog log,
    OffsetRange range,
    Revision.Index index,
    Map<String, Set<String>> newItems,
    long time) {
  private static final Set<Gate> KNOWN =
      EnumSet.of(
          Gate.DECONTAMINATE, Gate.VERIFY, Gate.QUALITY, Gate.JUDGE, Gate.DOMAIN, Gate.DEDUPLICATE);

  public RecheckSettings {
    requireNonNull(curation, "curation is null");
    requireNonNull(plan, "plan is null");
    requireNonNull(log, "log is null");
    requireNonNull(range, "range is null");
    requireNonNull(index, "index is null");
    newItems = Map.copyOf(newItems);
    ClusterLog clusters = new ClusterLog(List.of(log.accepted(), log.rejected()));
    curation = curation.with(curation.embedding().after(clusters));
  }

  /** The topic that the revisions are written to. */
  public RevisionTopic revisions() {
    return RevisionTopic.of(curation.topics());
  }

  /** Name of the run, by which revisions name their author. */
  public String run() {
    return curation.kafka().run();
  }

  /**
   * Returns the gates of a recipe that a recheck cannot run: whose verdict on a sample hangs on
   * others, and is not decided again here.
   */
  public static List<Gate> unsupported(Recipe recipe) {
    return recipe.tracks().values().stream()
        .flatMap(track -> track.gates().stream())
        .filter(gate -> !KNOWN.contains(gate))
        .distinct()
        .toList();
  }

  /**
   * Returns whether a rule of the recipe needs all items of an index: it weighs words by them, so
   * that items that are added can change what it says of the others, or it reads the vectors that
   * the index holds. Where none does, it is enough to compare with the new items.
   */
  public static boolean weighsItems(Recipe recipe) {
    return !recipe.decontaminate().stream()
        .allMatch(
            step ->
                step instanceof DecontaminationStep.AnySharedNgram
                    || step instanceof DecontaminationStep.Fuzzy);
  }
}
