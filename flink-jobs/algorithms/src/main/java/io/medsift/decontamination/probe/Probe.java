package io.medsift.decontamination.probe;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.decontamination.index.EvaluationSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * What a check finds of the items of one evaluation set: all of them as published, some of them
 * changed in every way, and questions that only look like them.
 *
 * @param unseen the items that the check does not find even as published
 * @param found of the changed items, without {@link Disturbance#NONE}
 * @param flagged of the questions that only look like items
 */
public record Probe(
    EvaluationSet set,
    List<EvaluationItem> unseen,
    Map<Disturbance, Share> found,
    Map<LookAlike, Share> flagged) {
  private static final int MIN_COMMON = 3;
  private static final int COMMON_SHARE = 100;
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
    flagged = Collections.unmodifiableMap(new EnumMap<>(flagged));
  }

  /** Number of texts that were found, of those that were planted. */
  public record Share(int found, int planted) {}

  /**
   * Probes every set of an index, on all processors.
   *
   * @param check whether a text is found to repeat an item; called by several threads
   * @param each how many items of each set to change, at least 1; those of smaller sets all
   * @param seed the same items and changes for the same seed
   * @param progress receives the number of texts that were checked since the last call
   */
  public static List<Probe> of(
      BenchmarkIndex index, Predicate<String> check, int each, long seed, IntConsumer progress) {
    Predicate<String> common = commonWords(index);
    List<Probe> probes = new ArrayList<>();
    for (EvaluationSet set : index.sets()) {
      probes.add(new Prober(set, check, each, seed, progress).probe(common));
    }
    return probes;
  }

  /** Words of the template that questions share: those of one item in a hundred. */
  private static Predicate<String> commonWords(BenchmarkIndex index) {
    Map<String, Integer> counts = new HashMap<>();
    for (EvaluationItem item : index.items()) {
      Set<String> words =
          new HashSet<>(List.of(item.question().toLowerCase(Locale.ROOT).split("\\W+")));
      words.forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    int least = Math.max(MIN_COMMON, index.items().size() / COMMON_SHARE);
    return word -> counts.getOrDefault(word, 0) > least;
  }

  /** Probes one set. */
  private static final class Prober {
    private final EvaluationSet set;
    private final Predicate<String> check;
    private final List<EvaluationItem> sample;
    private final long seed;
    private final IntConsumer progress;

    Prober(EvaluationSet set, Predicate<String> check, int each, long seed, IntConsumer progress) {
      List<EvaluationItem> shuffled = new ArrayList<>(set.items());
      Collections.shuffle(shuffled, new Random(seed));
      this.set = set;
      this.check = check;
      this.sample = shuffled.subList(0, Math.min(each, shuffled.size()));
      this.seed = seed;
      this.progress = progress;
    }

    Probe probe(Predicate<String> common) {
      List<EvaluationItem> unseen =
          set.items().parallelStream()
              .filter(item -> !isFound(item.questionWithOptions()))
              .toList();
      Map<Disturbance, Share> found = new EnumMap<>(Disturbance.class);
      for (Disturbance kind : Disturbance.values()) {
        if (kind != Disturbance.NONE) {
          found.put(kind, share(changed(kind)));
        }
      }
      Map<LookAlike, Share> flagged = new EnumMap<>(LookAlike.class);
      for (LookAlike kind : LookAlike.values()) {
        flagged.put(kind, share(lookAlikes(kind, common)));
      }
      return new Probe(set, unseen, found, flagged);
    }

    private boolean isFound(String text) {
      boolean isFound = check.test(text);
      progress.accept(1);
      return isFound;
    }

    private Share share(List<String> texts) {
      return new Share((int) texts.parallelStream().filter(this::isFound).count(), texts.size());
    }

    private List<String> changed(Disturbance kind) {
      Random random = new Random(seed);
      List<String> texts = new ArrayList<>();
      for (EvaluationItem item : sample) {
        if (kind.applies(item)) {
          String other = Disturbance.isUnspaced(item.question()) ? OTHER_CHINESE_TEXT : OTHER_TEXT;
          String text = kind.apply(item, other, random);
          if (!isAsPublished(item, text)) {
            texts.add(text);
          }
        }
      }
      return texts;
    }

    /** A change may find nothing to change, such as no word that it has another for. */
    private static boolean isAsPublished(EvaluationItem item, String text) {
      String words = words(text);
      return words.equals(words(item.questionWithOptions()))
          || words.equals(words(item.question()));
    }

    private static String words(String text) {
      return String.join(" ", text.strip().split("\\s+"));
    }

    private List<String> lookAlikes(LookAlike kind, Predicate<String> common) {
      Random random = new Random(seed);
      List<String> texts = new ArrayList<>();
      for (EvaluationItem item : sample) {
        kind.of(item, set.items(), common, random).ifPresent(texts::add);
      }
      return texts;
    }
  }
}
