package io.medsift.demo;

import java.util.List;
import java.util.Locale;

/** Small pieces of prose. */
final class Sentences {
  private static final List<String> LEAD_INS = Card.read("planted.txt").get(0).all("think");

  private Sentences() {}

  static String capital(String text) {
    int end = text.offsetByCodePoints(0, 1);
    return Character.toUpperCase(text.codePointAt(0)) < 0x80
        ? text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end)
        : text;
  }

  /** One of the ways to begin to think, by number. */
  static String leadIn(int number) {
    return LEAD_INS.get(Math.floorMod(number, LEAD_INS.size()));
  }

  /** Every piece of a text that ends like a sentence, with its white space. */
  static List<String> split(String text) {
    return List.of(text.split("(?<=[.!?]\\s)|(?<=[。！？])"));
  }
}
