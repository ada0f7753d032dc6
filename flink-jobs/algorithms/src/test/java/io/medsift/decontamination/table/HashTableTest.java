package io.medsift.decontamination.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashTableTest {
  @Test
  void keepsEntriesOfOneHashApart() {
    HashTable table = new HashTable(4);
    for (int entry = 0; entry < 100; entry++) {
      table.add(42, entry);
    }
    List<Integer> found = new ArrayList<>();
    for (int slot = table.find(42); slot != HashTable.NONE; slot = table.findNext(42, slot)) {
      found.add(table.entry(slot));
    }
    assertThat(found).hasSize(100).doesNotHaveDuplicates();
    assertThat(table.find(43)).isEqualTo(HashTable.NONE);
  }

  @Test
  void findsEverythingAfterGrowing() {
    HashTable table = new HashTable(1);
    Random random = new Random(9);
    long[] hashes = random.longs(5000).toArray();
    for (int entry = 0; entry < hashes.length; entry++) {
      table.add(hashes[entry], entry);
    }
    assertThat(table.size()).isEqualTo(hashes.length);
    for (int entry = 0; entry < hashes.length; entry++) {
      assertThat(table.entry(table.find(hashes[entry]))).isEqualTo(entry);
    }
  }
}
