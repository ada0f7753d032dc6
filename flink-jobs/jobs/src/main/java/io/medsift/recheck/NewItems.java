package io.medsift.recheck;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.index.EvaluationSet;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The items of an index that samples were not compared with before.
 *
 * @param bySet set name to its new items, in the order of the index; sets without any are left out
 */
public record NewItems(Map<String, List<EvaluationItem>> bySet) {

  /**
   * Tells them by the indexes that verdicts name.
   *
   * @param now the new index
   * @param earlier fingerprints of the indexes of the verdicts
   * @param known the items of some of these; null for none
   * @throws IllegalArgumentException if an earlier index is not part of the new one, or it cannot
   *     be told; the message is for people
   */
  public static NewItems of(BenchmarkIndex now, Collection<String> earlier, BenchmarkIndex known) {
    Set<EvaluationItem> before = null;
    for (String fingerprint : earlier) {
      Set<EvaluationItem> items = items(now, fingerprint, known);
      if (before == null) {
        before = items;
      } else {
        before.retainAll(items);
      }
    }
    Map<String, List<EvaluationItem>> fresh = new LinkedHashMap<>();
    for (EvaluationSet set : now.sets()) {
      Set<EvaluationItem> all = before == null ? Set.of() : before;
      List<EvaluationItem> items =
          set.items().stream().filter(item -> !all.contains(item)).toList();
      if (!items.isEmpty()) {
        fresh.put(set.name(), items);
      }
    }
    return new NewItems(fresh);
  }

  private static Set<EvaluationItem> items(
      BenchmarkIndex now, String fingerprint, BenchmarkIndex known) {
    if (known == null || !known.fingerprint().equals(fingerprint)) {
      List<EvaluationSet> sets =
          now.setsOf(fingerprint)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          ("the verdicts were made with the benchmark index %s, which does not"
                                  + " consist of sets of the new index")
                              .formatted(fingerprint)));
      Set<EvaluationItem> items = new HashSet<>();
      sets.forEach(set -> items.addAll(set.items()));
      return items;
    }
    Set<EvaluationItem> items = new HashSet<>(known.items());
    Set<EvaluationItem> missing = new HashSet<>(items);
    now.items().forEach(missing::remove);
    if (!missing.isEmpty()) {
      EvaluationItem first =
          known.items().stream().filter(missing::contains).findFirst().orElseThrow();
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the new index lacks %,d items of the index that the verdicts were made with, such as"
                  + " %s of the set %s",
              missing.size(),
              first.id(),
              first.set()));
    }
    return items;
  }

  /** Set name to the ids of its new items. */
  public Map<String, Set<String>> ids() {
    Map<String, Set<String>> ids = new LinkedHashMap<>();
    bySet.forEach(
        (set, items) ->
            ids.put(set, items.stream().map(EvaluationItem::id).collect(Collectors.toSet())));
    return ids;
  }

  /** How many there are. */
  public int count() {
    return bySet.values().stream().mapToInt(List::size).sum();
  }

  /** Writes an index of them alone into a directory. */
  public void write(Path directory) {
    BenchmarkIndex.Builder builder = new BenchmarkIndex.Builder();
    bySet.forEach(builder::add);
    builder.build(directory);
  }
}
