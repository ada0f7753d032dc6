package io.medsift.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A block of {@code key: text} lines in one of the files of {@code resources/demo}; an empty line
 * ends it. A key may come several times.
 */
record Card(Map<String, List<String>> texts) {

  /** The cards of a file, in its order. */
  static List<Card> read(String file) {
    List<Card> cards = new ArrayList<>();
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (String line : (text(file) + "\n").split("\n", -1)) {
      if (!line.isEmpty()) {
        String[] parts = line.split(": ", 2);
        texts.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1].strip());
      } else if (!texts.isEmpty()) {
        cards.add(new Card(texts));
        texts = new LinkedHashMap<>();
      }
    }
    return cards;
  }

  /** The first text of {@code key}. */
  String one(String key) {
    return texts.get(key).get(0);
  }

  /** The texts of {@code key}, empty where there is none. */
  List<String> all(String key) {
    return texts.getOrDefault(key, List.of());
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }

  private static String text(String file) {
    try (InputStream in = Card.class.getResourceAsStream("/demo/" + file)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
