package io.medsift.integration.curation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Variants of one response, nearer and farther, from a seed: they crowd the same buckets. */
final class HotResponses {
  static final String BASE =
      IntStream.range(0, 80).mapToObj(i -> "common" + i).collect(Collectors.joining(" "));

  private final Random random;

  HotResponses(long seed) {
    this.random = new Random(seed);
  }

  List<String> take(int count) {
    List<String> responses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      responses.add(variant());
    }
    return responses;
  }

  private String variant() {
    String[] words = BASE.split(" ");
    int from = random.nextInt(words.length);
    int length = random.nextInt(words.length / 2);
    for (int i = from; i < Math.min(words.length, from + length); i++) {
      words[i] = "own" + random.nextInt(1_000_000);
    }
    return String.join(" ", words);
  }
}
