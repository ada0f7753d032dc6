package io.medsift.decontamination.similarity;

import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct texts of an index in ascending order of length, as numbers of an alphabet, each with
 * its bag of characters. Immutable.
 */
public final class FuzzyTexts {
  private final Alphabet alphabet;
  private final String[] texts;
  private final int[] items;
  private final int[] lengths;
  private final int[] starts;
  private final int[] codes;
  private final long[] bags;

  public FuzzyTexts(BenchmarkIndex index, boolean includeOptions) {
    Map<String, Integer> firstItem = new LinkedHashMap<>();
    for (int item = 0; item < index.items().size(); item++) {
      EvaluationItem row = index.items().get(item);
      firstItem.putIfAbsent(row.question(), item);
      if (includeOptions) {
        firstItem.putIfAbsent(row.questionWithOptions(), item);
      }
    }
    List<String> byLength = new ArrayList<>(firstItem.keySet());
    byLength.sort(Comparator.comparingInt(text -> text.codePointCount(0, text.length())));
    int count = byLength.size();
    this.alphabet = new Alphabet(byLength);
    this.texts = byLength.toArray(String[]::new);
    this.items = new int[count];
    this.lengths = new int[count];
    this.starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      items[i] = firstItem.get(texts[i]);
      lengths[i] = texts[i].codePointCount(0, texts[i].length());
      starts[i + 1] = Math.addExact(starts[i], lengths[i]);
    }
    this.codes = new int[starts[count]];
    this.bags = new long[count * CharacterBag.WORDS];
    for (int i = 0; i < count; i++) {
      int[] text = new int[lengths[i]];
      alphabet.encode(texts[i], text);
      System.arraycopy(text, 0, codes, starts[i], text.length);
      CharacterBag.count(codes, starts[i], starts[i + 1], bags, i * CharacterBag.WORDS);
    }
  }

  Alphabet alphabet() {
    return alphabet;
  }

  int size() {
    return texts.length;
  }

  public String text(int text) {
    return texts[text];
  }

  /** The first item, in the order of the index, with this text. */
  public int item(int text) {
    return items[text];
  }

  /** In code points. */
  int length(int text) {
    return lengths[text];
  }

  /** All texts in one array; a text stands from {@link #start} to before that of the next. */
  int[] codes() {
    return codes;
  }

  int start(int text) {
    return starts[text];
  }

  /** {@link CharacterBag#WORDS} words for each text. */
  long[] bags() {
    return bags;
  }

  /** The first text of at least this length. */
  int firstOfLength(long length) {
    if (length > Integer.MAX_VALUE) {
      return texts.length;
    }
    int found = Arrays.binarySearch(lengths, (int) length);
    if (found < 0) {
      return -found - 1;
    }
    while (found > 0 && lengths[found - 1] == length) {
      found--;
    }
    return found;
  }
}
