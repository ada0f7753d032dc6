package io.medsift.recheck;

import io.medsift.kafka.topic.SamplePosition;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evaluation item for which a recheck has revoked each sample: four bytes for each offset of a
 * block in which there is any, and each item once. Thread-safe once it is filled.
 */
final class RevokedItems {
  private static final int BLOCK_BITS = 12;

  private final Map<SamplePosition, int[]> blocks = new HashMap<>();
  private final List<Item> items = new ArrayList<>();
  private final Map<Item, Integer> numbers = new HashMap<>();

  /**
   * An item as it was.
   *
   * @param text hash of its text
   */
  record Item(String set, String id, int text) {
    static Item of(LeakEvidence found) {
      return new Item(found.benchmark(), found.item(), found.itemText().hashCode());
    }
  }

  /** Notes the last revision of a sample. */
  void note(SamplePosition at, Revision revision) {
    boolean revokes =
        revision.by().kind() == Revision.Author.Kind.RECHECK
            && !revision.keeps()
            && revision.evidence() instanceof LeakEvidence;
    SamplePosition block = new SamplePosition(at.partition(), at.offset() >>> BLOCK_BITS);
    int number = 0;
    if (revokes) {
      Item item = Item.of((LeakEvidence) revision.evidence());
      number = numbers.computeIfAbsent(item, this::add);
    } else if (!blocks.containsKey(block)) {
      return;
    }
    blocks.computeIfAbsent(block, none -> new int[1 << BLOCK_BITS])[index(at)] = number;
  }

  /** Numbers begin at 1, since 0 is none. */
  private int add(Item item) {
    items.add(item);
    return items.size();
  }

  /** The item for which a recheck revoked a sample, if that stands. */
  Optional<Item> of(SamplePosition at) {
    int[] block = blocks.get(new SamplePosition(at.partition(), at.offset() >>> BLOCK_BITS));
    int number = block == null ? 0 : block[index(at)];
    return number == 0 ? Optional.empty() : Optional.of(items.get(number - 1));
  }

  private static int index(SamplePosition at) {
    return (int) (at.offset() & ((1 << BLOCK_BITS) - 1));
  }
}
