package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small evaluation sets for tests. */
public final class Items {
  private Items() {}

  /** An index of one set, {@code set}, with items {@code set-0}, {@code set-1} and so on. */
  static BenchmarkIndex index(String... questions) {
    return new BenchmarkIndex.Builder().add("set", items("set", questions)).build();
  }

  static List<EvaluationItem> items(String set, String... questions) {
    List<EvaluationItem> items = new ArrayList<>();
    for (String question : questions) {
      items.add(
          new EvaluationItem(set, set + "-" + items.size(), question, List.of(), Optional.empty()));
    }
    return items;
  }

  static EvaluationItem withOptions(String id, String question, String... options) {
    List<EvaluationItem.Option> choices = new ArrayList<>();
    for (String option : options) {
      choices.add(new EvaluationItem.Option(String.valueOf((char) ('A' + choices.size())), option));
    }
    return new EvaluationItem("set", id, question, choices, Optional.empty());
  }

  static BenchmarkIndex index(List<EvaluationItem> items) {
    return new BenchmarkIndex.Builder().add("set", items).build();
  }
}
