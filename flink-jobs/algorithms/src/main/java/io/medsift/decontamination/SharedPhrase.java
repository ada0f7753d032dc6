package io.medsift.decontamination;

import io.medsift.decontamination.table.HashTable;
import io.medsift.decontamination.table.Postings;
import io.medsift.decontamination.token.ItemGrams;
import io.medsift.decontamination.token.TextTokens;
import io.medsift.decontamination.token.TokenReader;

/**
 * The weightiest run of words that a prompt and an item have in common.
 *
 * @param text as it stands in the prompt
 * @param itemsSharing how many items hold every gram of it
 */
record SharedPhrase(String text, int itemsSharing) {
  /**
   * @param reader that has read {@code prompt}
   * @param item shares at least one gram with the prompt
   */
  static SharedPhrase find(String prompt, TokenReader reader, ItemGrams grams, int item) {
    int length = grams.tokens(grams.gram(grams.start(item)));
    int first = 0;
    int last = HashTable.NONE;
    double best = -1;
    double sum = 0;
    int start = 0;
    for (int from = 0; from + length <= reader.count(); from++) {
      int gram = grams.find(reader.numbers(), from, length);
      if (gram == HashTable.NONE || !grams.holds(item, gram)) {
        start = from + 1;
        sum = 0;
        continue;
      }
      sum += grams.weight(gram);
      if (sum > best) {
        best = sum;
        first = start;
        last = from;
      }
    }
    TextTokens tokens = reader.tokens();
    String text = prompt.substring(tokens.textStart(first), tokens.textEnd(last + length - 1));
    return new SharedPhrase(text, count(reader, grams, first, last, length));
  }

  private static int count(TokenReader reader, ItemGrams grams, int first, int last, int length) {
    int[] phrase = new int[last - first + 1];
    int rarest = 0;
    for (int i = 0; i < phrase.length; i++) {
      phrase[i] = grams.find(reader.numbers(), first + i, length);
      if (grams.weight(phrase[i]) > grams.weight(phrase[rarest])) {
        rarest = i;
      }
    }
    Postings items = grams.items();
    int count = 0;
    for (int i = items.start(phrase[rarest]); i < items.end(phrase[rarest]); i++) {
      if (holdsAll(grams, items.item(i), phrase)) {
        count++;
      }
    }
    return count;
  }

  private static boolean holdsAll(ItemGrams grams, int item, int[] phrase) {
    for (int gram : phrase) {
      if (!grams.holds(item, gram)) {
        return false;
      }
    }
    return true;
  }
}
