package io.medsift.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The revisions of a topic, by position of the sample. The last of a position counts: records of a
 * partition come in their order, and between partitions, which a topic of revisions should not
 * have, the later time decides.
 */
public final class Revisions {
  private final Map<Position, List<Placed>> histories = new LinkedHashMap<>();
  // All revisions of a run have the same one.
  private final Map<Revision.Index, Revision.Index> indexes = new HashMap<>();
  private final Map<Integer, Long> ends = new TreeMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private long count;

  private record Placed(Revision revision, int partition) {
    boolean isBefore(Placed other) {
      return partition == other.partition || revision.time() <= other.revision.time();
    }
  }

  /** Adds a revision; those of a partition come in their order. */
  public void add(Revision revision, int partition) {
    List<Placed> history =
        histories.computeIfAbsent(revision.position(), none -> new ArrayList<>(1));
    Placed placed = new Placed(revision.with(indexes), partition);
    int at = history.size();
    while (at > 0 && !history.get(at - 1).isBefore(placed)) {
      at--;
    }
    history.add(at, placed);
    count++;
  }

  /**
   * Notes a record that is not a revision.
   *
   * @param place of the record
   * @param problem a clause whose subject is the record
   */
  public void addUnreadable(String place, String problem) {
    unreadable.put(place, problem);
  }

  /** Records the offset up to which a partition was read. */
  public void readUpTo(int partition, long end) {
    ends.put(partition, end);
  }

  /** The revisions of a position, the last of which counts; empty for none. */
  public List<Revision> history(Position position) {
    return histories.getOrDefault(position, List.of()).stream().map(Placed::revision).toList();
  }

  /** The revision of a position that counts; empty for none. */
  public Optional<Revision> last(Position position) {
    List<Placed> history = histories.get(position);
    return history == null
        ? Optional.empty()
        : Optional.of(history.get(history.size() - 1).revision());
  }

  /** The last revision of a position that no reviewer made; empty for none. */
  public Optional<Revision> lastOfJobs(Position position) {
    return histories.getOrDefault(position, List.of()).stream()
        .map(Placed::revision)
        .filter(each -> each.by().kind() != Revision.Author.Kind.REVIEWER)
        .reduce((earlier, later) -> later);
  }

  /**
   * Returns whether a reviewer's decision applies: the last revision is a reviewer's, and its
   * outcome differs from that of the verdict and the other revisions. A decision that the reviewer
   * has taken back does not apply.
   */
  public boolean reviewed(Position position) {
    List<Placed> history = histories.getOrDefault(position, List.of());
    if (history.isEmpty()) {
      return false;
    }
    // Each revision changes something, so the first says what the verdict was.
    boolean accepted = !history.get(0).revision().keeps();
    boolean otherwise = lastOfJobs(position).map(Revision::keeps).orElse(accepted);
    Revision last = history.get(history.size() - 1).revision();
    return last.by().kind() == Revision.Author.Kind.REVIEWER && last.keeps() != otherwise;
  }

  /** Passes on the revision that applies, for every position that has any. */
  public void forEachLast(Consumer<Revision> consumer) {
    histories.values().forEach(each -> consumer.accept(each.get(each.size() - 1).revision()));
  }

  /** Passes on all revisions, those of a position together and in order. */
  public void forEach(Consumer<Revision> consumer) {
    histories.values().forEach(all -> all.forEach(each -> consumer.accept(each.revision())));
  }

  /** Records that are not revisions: their place, and what is wrong. */
  public Map<String, String> unreadable() {
    return Collections.unmodifiableMap(unreadable);
  }

  /** Partition to the offset up to which it was read; empty where there is no topic. */
  public Map<Integer, Long> ends() {
    return Collections.unmodifiableMap(ends);
  }

  /** How many revisions there are. */
  public long count() {
    return count;
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return count == 0;
  }
}
