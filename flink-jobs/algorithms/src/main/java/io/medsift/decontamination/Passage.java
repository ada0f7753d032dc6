package io.medsift.decontamination;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A text that is compared with evaluation items.
 *
 * @param options choices that come with it, apart from the text; empty where there are none
 * @param whole whether it is all that is asked: a prompt without turns before it
 */
public record Passage(String text, List<String> options, boolean whole) {
  public Passage {
    requireNonNull(text, "text is null");
    options = List.copyOf(options);
  }

  /** A question without anything around it. */
  public static Passage question(String text) {
    return new Passage(text, List.of(), true);
  }

  /** A text among others. */
  public static Passage part(String text) {
    return new Passage(text, List.of(), false);
  }
}
