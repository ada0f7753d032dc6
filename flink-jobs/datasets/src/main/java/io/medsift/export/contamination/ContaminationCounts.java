package io.medsift.export.contamination;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.text.Text;
import io.medsift.verdict.Decision;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of verdicts that tell what was compared with evaluation sets, and what repeated an item.
 * Adding is in any order; not thread-safe.
 */
public final class ContaminationCounts {
  private static final String ACCEPTED = "accepted";
  private static final String HITS = "hits";
  private static final String ROWS = "rows";
  private static final String BENCHMARKS = "benchmarks";
  private static final String OTHER = "(other)";
  private static final String NONE = "(none)";
  private static final int MAX_NAMES = 10_000;
  private static final int MAX_NAME_LENGTH = 200;

  private final SortedMap<Accepted, Long> accepted = new TreeMap<>(Accepted.ORDER);
  private final SortedMap<Hit, Long> hits = new TreeMap<>(Hit.ORDER);

  /**
   * What decided on a row.
   *
   * @param index fingerprint of the evaluation index; null where the job had none
   */
  public record DecidedBy(String recipe, String recipeHash, String index) {
    static final Comparator<DecidedBy> ORDER =
        comparing(DecidedBy::recipe)
            .thenComparing(DecidedBy::recipeHash)
            .thenComparing(DecidedBy::index, nullsFirst(naturalOrder()));

    private static DecidedBy of(Verdict verdict) {
      RecipeStamp recipe = verdict.recipe();
      return new DecidedBy(recipe.name(), recipe.hash(), verdict.artifacts().get(BENCHMARKS));
    }
  }

  /** Accepted rows of one track. */
  public record Accepted(DecidedBy by, String track) {
    private static final Comparator<Accepted> ORDER =
        comparing(Accepted::by, DecidedBy.ORDER).thenComparing(Accepted::track);
  }

  /** Rejected rows that repeat items of one set. */
  public record Hit(DecidedBy by, String evaluationSet, String rule, String field, String source) {
    private static final Comparator<Hit> ORDER =
        comparing(Hit::by, DecidedBy.ORDER)
            .thenComparing(Hit::evaluationSet)
            .thenComparing(Hit::rule)
            .thenComparing(Hit::field)
            .thenComparing(Hit::source);
  }

  /** Counts a verdict on a sample of a track and a source. */
  public void add(Verdict verdict, String track, String source) {
    add(verdict.decision(), verdict, track, source);
  }

  /**
   * The same of a sample whose verdict a revision may have taken back.
   *
   * @param decision that holds now
   */
  public void add(Decision decision, Verdict verdict, String track, String source) {
    if (decision == Decision.ACCEPTED) {
      count(new Accepted(DecidedBy.of(verdict), shortened(track)), 1);
    } else if (verdict.evidence() instanceof LeakEvidence item) {
      String field = item.field() == null ? SampleField.PROMPT.wireName() : item.field();
      String set = item.benchmark() == null ? NONE : shortened(item.benchmark());
      count(new Hit(DecidedBy.of(verdict), set, item.rule(), field, shortened(source)), 1);
    }
  }

  /** Adds what others counted. */
  public void add(ContaminationCounts other) {
    other.accepted.forEach(this::count);
    other.hits.forEach(this::count);
  }

  // Names of tracks and sources come from samples, so their number is bounded.
  private void count(Accepted rows, long count) {
    boolean known = accepted.containsKey(rows) || accepted.size() < MAX_NAMES;
    accepted.merge(known ? rows : new Accepted(rows.by(), OTHER), count, Long::sum);
  }

  private void count(Hit hit, long count) {
    boolean known = hits.containsKey(hit) || hits.size() < MAX_NAMES;
    Hit counted =
        known ? hit : new Hit(hit.by(), hit.evaluationSet(), hit.rule(), hit.field(), OTHER);
    hits.merge(counted, count, Long::sum);
  }

  private static String shortened(String name) {
    return Text.shortened(name, MAX_NAME_LENGTH);
  }

  /** Accepted rows by what decided on them and by track. */
  public SortedMap<Accepted, Long> accepted() {
    return Collections.unmodifiableSortedMap(accepted);
  }

  /** Rejected rows that repeat an item. */
  public SortedMap<Hit, Long> hits() {
    return Collections.unmodifiableSortedMap(hits);
  }

  /** The counts as {@link #of(JsonNode)} reads them. */
  public ObjectNode toJson() {
    ObjectNode json = StatementJson.MAPPER.createObjectNode();
    write(accepted, json.putArray(ACCEPTED));
    write(hits, json.putArray(HITS));
    return json;
  }

  private static void write(Map<?, Long> counts, ArrayNode json) {
    counts.forEach(
        (key, rows) ->
            json.add(((ObjectNode) StatementJson.MAPPER.valueToTree(key)).put(ROWS, rows)));
  }

  /** Reads counts; those of a missing node are none. */
  public static ContaminationCounts of(JsonNode json) throws IOException {
    ContaminationCounts counts = new ContaminationCounts();
    for (JsonNode entry : json.path(ACCEPTED)) {
      counts.count(key(entry, Accepted.class), entry.path(ROWS).asLong());
    }
    for (JsonNode entry : json.path(HITS)) {
      counts.count(key(entry, Hit.class), entry.path(ROWS).asLong());
    }
    return counts;
  }

  private static <T> T key(JsonNode entry, Class<T> type) throws IOException {
    return StatementJson.MAPPER.treeToValue(((ObjectNode) entry.deepCopy()).without(ROWS), type);
  }
}
