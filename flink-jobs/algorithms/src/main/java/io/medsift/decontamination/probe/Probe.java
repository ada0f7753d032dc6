package io.medsift.decontamination.probe;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.index.EvaluationSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What a check finds of the items of one evaluation set: all of them as published, and some of them
 * changed in every way.
 *
 * @param items items of the set
 * @param unseen ids of the items that the check does not find even as published
 * @param found of the changed items
 */
public record Probe(String set, int items, List<String> unseen, Map<Disturbance, Share> found) {
  private static final String OTHER_TEXT =
      """
      Last spring our choir moved into a larger hall near the river, and we spent three weekends \
      painting the walls before the first rehearsal. The old piano came with us on a borrowed truck, \
      wrapped in blankets, and it needed two visits by the tuner until everybody was content. Since \
      then we have sung there every Thursday evening, and the neighbours bring folding chairs and \
      thermos flasks to listen from the courtyard. In autumn we plan a small festival with guests \
      from the coast, who know shanties that none of us has heard. If you like to help with posters, \
      soup or the parking of bicycles, write your name on the list beside the door, please.\
      """;
  private static final String OTHER_CHINESE_TEXT =
      """
      去年春天我们合唱团搬到河边一间更大的礼堂，第一次排练之前大家用三个周末把墙壁刷成浅黄色。旧钢琴裹着毯子\
      用借来的卡车运过去，调音师来了两次大家才满意。从那以后我们每周四晚上都在那里唱歌，邻居们带着折叠椅和\
      保温壶坐在院子里听。秋天我们打算办一个小小的音乐节，请海边的朋友来唱我们没听过的渔歌。愿意帮忙贴海报、\
      煮汤或者看管自行车的人，请把名字写在门旁的单子上。\
      """;

  public Probe {
    unseen = List.copyOf(unseen);
    found = Collections.unmodifiableMap(new EnumMap<>(found));
  }

  /** Number of changed items that were found, of those that were planted. */
  public record Share(int found, int planted) {
    /** Returns the share found, 0 to 1; 1 where nothing was planted. */
    public double value() {
      return planted == 0 ? 1 : (double) found / planted;
    }
  }

  /**
   * Probes every set of an index.
   *
   * @param check whether a prompt is found to repeat an item
   * @param each how many items of each set to change, at least 1; those of smaller sets all
   * @param seed the same items and changes for the same seed
   */
  public static List<Probe> of(BenchmarkIndex index, Predicate<String> check, int each, long seed) {
    List<Probe> probes = new ArrayList<>();
    for (EvaluationSet set : index.sets()) {
      probes.add(of(set, check, each, seed));
    }
    return probes;
  }

  private static Probe of(EvaluationSet set, Predicate<String> check, int each, long seed) {
    List<String> unseen =
        set.items().stream()
            .filter(item -> !check.test(item.questionWithOptions()))
            .map(EvaluationItem::id)
            .toList();
    List<EvaluationItem> sample = new ArrayList<>(set.items());
    Collections.shuffle(sample, new Random(seed));
    sample = sample.subList(0, Math.min(each, sample.size()));
    Map<Disturbance, Share> found = new EnumMap<>(Disturbance.class);
    for (Disturbance kind : Disturbance.values()) {
      Random random = new Random(seed);
      int planted = 0;
      int hits = 0;
      for (EvaluationItem item : sample) {
        if (kind.applies(item)) {
          String other = Disturbance.isUnspaced(item.question()) ? OTHER_CHINESE_TEXT : OTHER_TEXT;
          planted++;
          hits += check.test(kind.apply(item, other, random)) ? 1 : 0;
        }
      }
      found.put(kind, new Share(hits, planted));
    }
    return new Probe(set.name(), set.items().size(), unseen, found);
  }
}
