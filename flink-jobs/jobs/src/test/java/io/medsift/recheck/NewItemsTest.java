package io.medsift.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewItemsTest {
  private static List<EvaluationItem> items(String set, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new EvaluationItem(
                    set, set + i, "Question " + i + " of " + set, List.of(), Optional.empty()))
        .toList();
  }

  private static BenchmarkIndex index(Object... sets) {
    BenchmarkIndex.Builder builder = new BenchmarkIndex.Builder();
    for (int i = 0; i < sets.length; i += 2) {
      builder.add((String) sets[i], items((String) sets[i], (Integer) sets[i + 1]));
    }
    return builder.build();
  }

  @Test
  void findsTheSetsOfTheRunAmongThoseOfTheNewIndex() {
    BenchmarkIndex now = index("b", 2, "a", 3, "new", 4, "c", 1);
    String run = index("a", 3, "c", 1).fingerprint();
    assertThat(NewItems.of(now, List.of(run), null).bySet())
        .containsOnlyKeys("b", "new")
        .containsEntry("new", items("new", 4));
    // A topic with the rows of two runs: new is what one of them did not have.
    String other = index("b", 2, "a", 3).fingerprint();
    assertThat(NewItems.of(now, List.of(run, other), null).bySet())
        .containsOnlyKeys("b", "new", "c");
    assertThat(NewItems.of(now, List.of(now.fingerprint()), null).count()).isZero();
  }

  @Test
  void needsTheIndexOfTheRunWhereItsSetsHaveGrown() {
    BenchmarkIndex now = index("a", 5);
    BenchmarkIndex run = index("a", 3);
    assertThatThrownBy(() -> NewItems.of(now, List.of(run.fingerprint()), null))
        .hasMessageContaining(run.fingerprint())
        .hasMessageContaining("which does not consist of sets of the new index");
    assertThat(NewItems.of(now, List.of(run.fingerprint()), run).bySet())
        .containsEntry("a", items("a", 5).subList(3, 5));
    BenchmarkIndex other = index("a", 5, "gone", 2);
    assertThatThrownBy(() -> NewItems.of(now, List.of(other.fingerprint()), other))
        .hasMessageContaining("lacks 2 items of the index")
        .hasMessageContaining("gone0 of the set gone");
  }
}
